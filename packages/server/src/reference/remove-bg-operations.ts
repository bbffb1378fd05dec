import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { describeImageProblem, errorShape, titles, type WireCode } from "../dialects/remove-bg/errors.ts";
import { removeBgFields } from "../dialects/remove-bg/fields.ts";
import type { FailureCode, Problem } from "../http/failure.ts";
import { BY_ADDRESS, CUTOUT_ERRORS } from "./cutout-operations.ts";
import { errorAnswers } from "./error-answers.ts";
import { binary, cutoutHeaders, uploadedFile } from "./wire.ts";

const errorBody = z
  .object({
    errors: z.array(z.object({ title: z.string(), code: z.string(), detail: z.string().optional() })).min(1),
  })
  .meta({ id: "RemoveBgErrors" });

const formats = { shape: errorShape, body: errorBody };
const security = [{ apiKey: [] }];
const tags = ["remove.bg"];

const text = (description: string) => z.string().optional().describe(description);

/** Pictures and where they are: exactly one photo, at most one background. */
const pictureFields = {
  image_url: text("The photo by its http(s) or data: address"),
  image_file_b64: text("The photo in base64"),
  bg_image_url: text("The picture behind the subject, by its address"),
};
const files = {
  image_file: uploadedFile("The photo: at most 22 MB and 50 megapixels").optional(),
  bg_image_file: uploadedFile("The picture behind the subject").optional(),
};

const resultBody = z
  .object({
    data: z.object({
      result_b64: z.string().describe("The picture, or the ZIP, in base64"),
      foreground_top: z.int(),
      foreground_left: z.int(),
      foreground_width: z.int(),
      foreground_height: z.int(),
    }),
  })
  .meta({ id: "RemoveBgResult", description: "For those whose Accept names JSON and no picture" });

const count = (description: string) => z.int().describe(description);

const headers = cutoutHeaders
  .omit({ "RateLimit-Limit": true, "RateLimit-Remaining": true, "RateLimit-Reset": true })
  .extend({
    "X-Max-Width": count("The width that the largest result would have"),
    "X-Max-Height": count("Its height"),
    "X-Type": z.string().optional().describe("The type that was asked for, or other"),
    "X-Foreground-Top": count("Where the subject is in the picture, in pixels"),
    "X-Foreground-Left": count("The same from the left"),
    "X-Foreground-Width": count("Width of the subject"),
    "X-Foreground-Height": count("Height of the subject"),
    "X-RateLimit-Limit": count("Requests a minute that the plan allows").optional(),
    "X-RateLimit-Remaining": count("How many of them are left").optional(),
    "X-RateLimit-Reset": count("Unix second in which the count begins anew").optional(),
  });

const NEVER: readonly FailureCode[] = ["ExtensionNotAllowed", "NoFileName"];
const CODES: FailureCode[] = [
  ...CUTOUT_ERRORS.filter((code) => !NEVER.includes(code)),
  "UnsupportedImage",
  ...BY_ADDRESS,
];

const ofBackground = (code: "InvalidAddress" | "DownloadFailed"): readonly Problem[] => {
  const field = "bg_image_url";
  return [{ field, message: describeImageProblem({ code, values: {} }), code }];
};
const invalid: Record<string, readonly Problem[]> = {
  ...Object.fromEntries(
    (Object.keys(titles) as WireCode[]).map((wireCode) => [
      wireCode,
      [{ field: wireCode, message: titles[wireCode], wireCode }],
    ]),
  ),
  invalid_bg_image_url: ofBackground("InvalidAddress"),
  failed_bg_download: ofBackground("DownloadFailed"),
};

const accountBody = z
  .object({
    data: z.object({
      attributes: z.object({
        credits: z.object({ total: z.int(), subscription: z.int(), payg: z.int(), enterprise: z.int() }),
        api: z.object({ free_calls: z.int().describe("Test pictures left today"), sizes: z.literal("all") }),
      }),
    }),
  })
  .meta({ id: "RemoveBgAccount" });

const SAMPLE_ACCOUNT = {
  data: {
    attributes: {
      credits: { total: 200, subscription: 150, payg: 50, enterprise: 0 },
      api: { free_calls: 50, sizes: "all" },
    },
  },
};

const json = <T extends z.ZodType>(schema: T, example?: unknown) => ({
  "application/json": { schema, ...(example === undefined ? {} : { example }) },
});

const textForm = z.object({ ...pictureFields, ...removeBgFields.shape });

/** `POST /v1.0/removebg`, `GET /v1.0/account`, `POST /v1.0/improve`. */
export function removeBgPaths(): ZodOpenApiPathsObject {
  return {
    "/v1.0/removebg": {
      post: {
        operationId: "removeBg",
        tags,
        security,
        summary: "Remove the background",
        description:
          "The API 1.0 of remove.bg. One image costs one credit, whatever its size; an error, and a photo without a subject, cost nothing. Empty fields count as absent.",
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": { schema: z.object({ ...files, ...textForm.shape }), example: {} },
            "application/json": {
              schema: textForm,
              example: { image_url: "https://example.com/photo.jpg", size: "auto" },
            },
            "application/x-www-form-urlencoded": { schema: textForm },
          },
        },
        responses: {
          200: {
            description: "The picture, a ZIP of `color.jpg` and `alpha.png`, or JSON",
            headers,
            content: {
              "image/png": { schema: binary },
              "image/jpeg": { schema: binary },
              "image/webp": { schema: binary },
              "application/zip": { schema: binary },
              ...json(resultBody, {
                data: {
                  result_b64: "iVBORw0KGgo=",
                  foreground_top: 12,
                  foreground_left: 40,
                  foreground_width: 320,
                  foreground_height: 380,
                },
              }),
            },
          },
          ...errorAnswers(formats, { codes: CODES, invalid }),
        },
      },
    },
    "/v1.0/account": {
      get: {
        operationId: "removeBgAccount",
        tags,
        security,
        summary: "Tell what can be spent",
        responses: {
          200: {
            description: "Credits",
            content: json(accountBody, SAMPLE_ACCOUNT),
          },
          ...errorAnswers(formats, {
            codes: [
              "InvalidCredentials",
              "AccountSuspended",
              "EmailNotVerified",
              "RateLimited",
              "StorageUnavailable",
            ],
          }),
        },
      },
    },
    "/v1.0/improve": {
      post: {
        operationId: "removeBgImprove",
        tags,
        security: [{}],
        summary: "Not implemented: pictures are never stored",
        responses: {
          501: {
            description: "Not implemented",
            content: json(errorBody, {
              errors: [
                { title: "Not implemented: this server never stores images", code: "not_implemented" },
              ],
            }),
          },
        },
      },
    },
  };
}
