import type { Recipe } from "@alphacut/engine";
import type { Credentials } from "@alphacut/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../cutout/access.ts";
import { cutOut } from "../cutout/cutout.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import type { ImageProblem } from "../cutout/image-problem.ts";
import { type ImageRules, inspectImage } from "../cutout/image-rules.ts";
import { limitHeaders } from "../http/answer-headers.ts";
import { InvalidRequest, type Problem } from "../http/failure.ts";
import type { Form } from "../http/multipart.ts";
import { requestSignal } from "../http/request-life.ts";
import type { UploadBudget } from "../http/upload-budget.ts";
import type { Metrics } from "../operations/metrics.ts";
import { answerErrors, answerNotFound, type ErrorShape, refuseOtherMethods } from "./error-shape.ts";
import { readRequestForm, takeForms } from "./forms.ts";
import { sendPicture } from "./picture-answer.ts";

/** The text fields of a form. */
export type Fields = Readonly<Record<string, string>>;

/** What a form asks for, or everything that is wrong with it. */
export type Decoded = { recipe: Recipe } | { problems: Problem[] };

/** One address that takes a form with an image and answers a picture. */
export interface CutoutRoute {
  /** Relative to the dialect's prefix. */
  paths: readonly string[];
  decode(fields: Fields): Decoded;
}

/** A background-removal API that somebody already speaks. */
export interface CutoutDialect {
  prefix: string;
  image: ImageRules;
  /** @throws PlatformError when the headers alone are wrong */
  credentials(request: FastifyRequest): Credentials;
  routes: readonly CutoutRoute[];
  errors: ErrorShape;
  /** The dialect's words for what is wrong with an image. */
  describeImageProblem(problem: ImageProblem): string;
}

export interface CutoutServices {
  engine: CutoutEngine;
  access: Access;
  uploads: UploadBudget;
  metrics: Metrics;
  timeouts: { uploadIdleMs: number; cutoutMs: number };
}

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
  const { engine, access, metrics } = services;
  const signal = requestSignal(reply, services.timeouts.cutoutMs);
  const caller = await access.identify(dialect.credentials(request));
  reply.headers(limitHeaders(await access.takeRequest(caller)));
  const form = await readRequestForm(request, filesOf(dialect), services, signal);
  try {
    const { bytes, recipe } = await decodeForm(form, route, dialect, engine);
    const result = await cutOut({ caller, bytes, recipe, signal }, engine, access);
    metrics.countCutout(caller, result);
    return sendPicture(reply, result);
  } finally {
    form.release();
  }
}

const filesOf = ({ image }: CutoutDialect) => ({ image: image.maxBytes });

/** @throws InvalidRequest with everything that is wrong: the image's problems first, then the fields' */
async function decodeForm(form: Form, route: CutoutRoute, dialect: CutoutDialect, engine: CutoutEngine) {
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
