import type { Caller, Credentials } from "@alphacut/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cutOut } from "../cutout/cutout.ts";
import { answerErrors, answerNotFound, refuseOtherMethods } from "../http/error-shape.ts";
import { readRequestForm, takeForms } from "../http/forms.ts";
import type { Form } from "../http/multipart.ts";
import { noteCaller, noteCharge } from "../http/noted-caller.ts";
import { noteStages } from "../http/noted-stages.ts";
import { sendAnswer } from "../http/picture-answer.ts";
import { queryOf } from "../http/query.ts";
import { requestSignal } from "../http/request-life.ts";
import type {
  Asked,
  CutoutDialect,
  CutoutOutcome,
  CutoutRoute,
  CutoutServices,
  Decoded,
  Parts,
} from "./cutout-route.ts";
import { type Reading, readPictures } from "./read-pictures.ts";
import { repeatKey } from "./repeat-key.ts";
import { asTest, takeTestPrefix } from "./test-mode.ts";

/** Serves all routes of a dialect. */
export function serveCutouts(app: FastifyInstance, dialect: CutoutDialect, services: CutoutServices): void {
  app.register(
    async (scope) => {
      answerErrors(scope, dialect.errors);
      if (dialect.prefix !== "") answerNotFound(scope);
      takeForms(scope, dialect.body);
      for (const path of new Set(dialect.routes.flatMap(({ paths }) => paths))) {
        const routes = dialect.routes.filter(({ paths }) => paths.includes(path));
        for (const route of routes) {
          const handler = (request: FastifyRequest, reply: FastifyReply) =>
            answer(request, reply, route, dialect, services);
          scope.route({ method: route.method, url: path, exposeHeadRoute: false, handler });
        }
        refuseOtherMethods(
          scope,
          path,
          routes.map(({ method }) => method),
        );
      }
    },
    { prefix: dialect.prefix },
  );
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  route: CutoutRoute,
  dialect: CutoutDialect,
  services: CutoutServices,
) {
  const { access, repeats, timeouts } = services;
  const signal = requestSignal(reply, timeouts);
  const { credentials, isTest } = takeTestPrefix(dialect.credentials(request));
  const caller = await access.identify(credentials);
  noteCaller(request, caller);
  reply.headers(dialect.limitHeaders(await access.takeRequest(caller)));
  const uploads = services.uploads.of(caller);
  const form = await readRequestForm(request, dialect.body, { uploads, timeouts }, signal);
  try {
    const query = textsOf(queryOf(request));
    const decoded = route.decode({ ...form, headers: request.headers, query, caller });
    // What one anonymous caller asks for is not shown to another.
    const key =
      caller.kind === "anonymous" ? undefined : await keyOf(request, credentials, isTest, form, query);
    const { value, isRepeat } = await repeats.once(key, signal, (running, wanted) =>
      make(decoded, dialect, services, { caller, isTest, signal: running, wanted }),
    );
    if (isRepeat) reply.header("idempotent-replayed", "true");
    else {
      noteCharge(request, value.result.charged);
      noteStages(request, value.result.picture.timings);
      request.log.info({ backdrop: value.result.picture.backdrop }, "Cutout made");
    }
    const { asked } = decoded;
    if ("problems" in asked) throw new Error("A request with problems has made a picture");
    return sendAnswer(reply, route.encode(value.result, asked, value.known));
  } finally {
    form.release();
  }
}

interface Making {
  caller: Caller;
  /** The key says so. */
  isTest: boolean;
  signal: AbortSignal;
  wanted: () => Promise<void>;
}

async function make(
  decoded: Decoded<Asked>,
  dialect: CutoutDialect,
  services: CutoutServices,
  { caller, isTest: hasTestKey, signal, wanted }: Making,
): Promise<CutoutOutcome> {
  const { engine, access, metrics, uploads } = services;
  const reading: Reading = { caller, signal, fetchedBytes: 0 };
  try {
    const { bytes, asked, known } = await readPictures(decoded, dialect, services, reading);
    const isTest = hasTestKey || asked.isTest === true;
    const recipe = isTest ? asTest(asked.recipe(known)) : asked.recipe(known);
    const price = isTest ? "test" : "credit";
    const result = await cutOut({ caller, bytes, recipe, signal, price, wanted }, engine, access);
    metrics.countCutout(caller, result);
    return { result, known: { ...known, pictures: {} } };
  } finally {
    uploads.of(caller).give(reading.fetchedBytes);
  }
}

async function keyOf(
  { method, routeOptions }: FastifyRequest,
  { apiKey, userToken }: Credentials,
  isTest: boolean,
  { fields, files }: Form,
  query: Parts["query"],
): Promise<string> {
  const who = [method, routeOptions.url ?? "", apiKey ?? "", userToken ?? "", isTest ? "test" : ""];
  return repeatKey(who, [query, fields], files);
}

function textsOf(values: Readonly<Record<string, unknown>>): Parts["query"] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
