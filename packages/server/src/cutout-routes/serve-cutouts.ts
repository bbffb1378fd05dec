import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cutOut } from "../cutout/cutout.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import { inspectImage } from "../cutout/image-rules.ts";
import { limitHeaders } from "../http/answer-headers.ts";
import { answerErrors, answerNotFound, refuseOtherMethods } from "../http/error-shape.ts";
import { InvalidRequest } from "../http/failure.ts";
import { readRequestForm, takeForms } from "../http/forms.ts";
import type { Form } from "../http/multipart.ts";
import { sendPicture } from "../http/picture-answer.ts";
import { requestSignal } from "../http/request-life.ts";
import type { CutoutDialect, CutoutRoute, CutoutServices } from "./cutout-route.ts";

/** Serves all routes of a dialect. Only `multipart/form-data` is taken. */
export function serveCutouts(app: FastifyInstance, dialect: CutoutDialect, services: CutoutServices): void {
  app.register(
    async (scope) => {
      answerErrors(scope, dialect.errors);
      if (dialect.prefix !== "") answerNotFound(scope);
      takeForms(scope, filesOf(dialect));
      for (const route of dialect.routes) {
        for (const path of route.paths) {
          scope.post(path, (request, reply) => answerCutout(request, reply, route, dialect, services));
          refuseOtherMethods(scope, path, ["POST"]);
        }
      }
    },
    { prefix: dialect.prefix },
  );
}

async function answerCutout(
  request: FastifyRequest,
  reply: FastifyReply,
  route: CutoutRoute,
  dialect: CutoutDialect,
  services: CutoutServices,
) {
  const { engine, access, uploads, metrics, timeouts } = services;
  const signal = requestSignal(reply, timeouts);
  const caller = await access.identify(dialect.credentials(request));
  reply.headers(limitHeaders(await access.takeRequest(caller)));
  const form = await readRequestForm(
    request,
    filesOf(dialect),
    { uploads: uploads.of(caller), timeouts },
    signal,
  );
  try {
    const { bytes, recipe } = await readAsked(form, route, dialect, engine);
    const result = await cutOut({ caller, bytes, recipe, signal }, engine, access);
    metrics.countCutout(caller, result);
    return sendPicture(reply, result);
  } finally {
    form.release();
  }
}

const filesOf = ({ image }: CutoutDialect) => ({ image: image.maxBytes });

/** @throws InvalidRequest with everything that is wrong: the image's problems first, then the fields' */
async function readAsked(form: Form, route: CutoutRoute, dialect: CutoutDialect, engine: CutoutEngine) {
  const imageProblems = await inspectImage(form.files.image, dialect.image, (bytes) => engine.probe(bytes));
  const decoded = route.decode(form.fields);
  const problems = imageProblems.map((problem) => ({
    field: "image",
    message: dialect.describeImageProblem(problem),
    code: problem.code,
  }));
  if ("problems" in decoded) throw new InvalidRequest([...problems, ...decoded.problems]);
  const { bytes } = form.files.image ?? {};
  if (problems.length > 0 || !bytes) throw new InvalidRequest(problems);
  return { bytes, recipe: decoded.recipe };
}
