import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { Fields } from "../cutout-routes/cutout-route.ts";
import { errorShape } from "../dialects/rembg-server/errors.ts";
import { parameters } from "../dialects/rembg-server/fields.ts";
import { type RemoveModels, removeRoutes } from "../dialects/rembg-server/remove.ts";
import type { FailureCode, Problem } from "../http/failure.ts";
import { BY_ADDRESS, CUTOUT_ERRORS } from "./cutout-operations.ts";
import { errorAnswers } from "./error-answers.ts";
import { binary, cutoutHeaders, uploadedFile } from "./wire.ts";

const errorBody = z
  .object({
    detail: z.union([
      z.string(),
      z.array(z.object({ type: z.string(), loc: z.array(z.string()), msg: z.string(), input: z.null() })),
    ]),
  })
  .meta({
    id: "RembgServerError",
    description: "A sentence, or a list of what is wrong with the parameters",
  });

const formats = { shape: errorShape, body: errorBody };

const image = uploadedFile("The photo, at most 50 MB and 10000 × 10000 pixels");
const address = z
  .url()
  .describe("Where the photo is: http, https or data; needs an API key unless it is data");

/** Only of a file in a form, whose name doesn't matter here. */
const FORM_ONLY: readonly FailureCode[] = [
  "FileTooLarge",
  "UploadStalled",
  "BodyTooLarge",
  "UnsupportedMediaType",
  "MalformedBody",
];
const NEVER: readonly FailureCode[] = ["NoImage", "NoFileName", "ExtensionNotAllowed"];
const common = [
  ...CUTOUT_ERRORS,
  "UnsupportedImage",
  "BothCredentials",
  "DailyLimitReached",
] as FailureCode[];

/** Fields that bring out every message about a parameter. */
export const MISTAKES = {
  WrongParameters: { a: "maybe", af: "256", bgc: "red", extras: "[" },
  ModelNotInstalled: { model: "u2net" },
  UnknownModel: { model: "best" },
} satisfies Record<string, Fields>;

/** `GET` and `POST /api/remove`. */
export function rembgServerPaths(models: RemoveModels): ZodOpenApiPathsObject {
  const shared = {
    tags: ["rembg"],
    security: [{ apiKey: [] }, { userToken: [] }, {}],
  };
  const invalid = (method: "GET" | "POST") => ({
    NoImage: [problemOfNoImage(method)],
    ...Object.fromEntries(
      Object.entries(MISTAKES).map(([name, sent]) => [name, problemsOf(method, sent, models)]),
    ),
  });
  return {
    "/api/remove": {
      get: {
        ...shared,
        operationId: "rembgRemoveByAddress",
        summary: "Remove the background of a picture at an address",
        description: "What `GET /api/remove` of the Python tool's server does. Answers a PNG.",
        requestParams: { query: z.object({ url: address, ...parameters.shape }) },
        responses: responses(
          errorAnswers(formats, {
            codes: [...common.filter((code) => ![...FORM_ONLY, ...NEVER].includes(code)), ...BY_ADDRESS],
            invalid: invalid("GET"),
          }),
        ),
      },
      post: {
        ...shared,
        operationId: "rembgRemove",
        summary: "Remove the background of a picture",
        description: "What `POST /api/remove` of the Python tool's server does. Answers a PNG.",
        requestBody: {
          required: true,
          content: { "multipart/form-data": { schema: z.object({ file: image, ...parameters.shape }) } },
        },
        responses: responses(
          errorAnswers(formats, {
            codes: common.filter((code) => !NEVER.includes(code)),
            invalid: invalid("POST"),
          }),
        ),
      },
    },
  };
}

function responses(errors: ReturnType<typeof errorAnswers>): ZodOpenApiOperationObject["responses"] {
  const headers = cutoutHeaders.extend({
    "X-Model": z
      .string()
      .optional()
      .describe("The default model, where it steps in for one that is not installed"),
  });
  return {
    200: { description: "The picture", headers, content: { "image/png": { schema: binary } } },
    ...errors,
  };
}

function problemOfNoImage(method: "GET" | "POST"): Problem {
  return { field: method === "GET" ? "query.url" : "body.file", message: "Field required", code: "NoImage" };
}

function problemsOf(method: "GET" | "POST", sent: Fields, models: RemoveModels): readonly Problem[] {
  const route = removeRoutes(models).find((one) => one.method === method);
  const parts = { headers: {}, files: {}, caller: { kind: "anonymous", address: "" } } as const;
  const { asked } = route!.decode({ ...parts, query: sent, fields: sent });
  return "problems" in asked ? asked.problems : [];
}
