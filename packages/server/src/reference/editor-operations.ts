import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { pictureAddress } from "../editor/picture-by-address.ts";
import { editorRecipe, parseRecipe } from "../editor/wire.ts";
import { type FailureCode, fill, type OwnProblemCode, type Problem } from "../http/failure.ts";
import { errors } from "../http/own-errors.ts";
import { CUTOUT_ERRORS } from "./cutout-operations.ts";
import { errorAnswers, SAMPLE_REASONS, SAMPLE_VALUES } from "./error-answers.ts";
import { accountErrorFormat } from "./json-operations.ts";
import { binary, cutoutHeaders, uploadedFile, uploadedImage } from "./wire.ts";

/** What is found out about the files of a form, and by which field. */
const FILE_PROBLEMS: Partial<Record<FailureCode | OwnProblemCode, string>> = {
  NoImage: "image",
  NoFileName: "image",
  ExtensionNotAllowed: "image",
  EmptyFile: "image",
  FileTooLarge: "image",
  InvalidImage: "image",
  ImageTooWide: "image",
  ImageTooTall: "image",
  InvalidCorrection: "correction",
  InvalidMask: "keep_mask",
  InvalidBackground: "background",
};

/** Who is suspended has no session, and a session is no key. */
const NOT_HERE: readonly FailureCode[] = ["AccountSuspended", "KeyNotAllowed", "KeyLimitReached"];

const form = z.object({
  image: uploadedImage,
  recipe: editorRecipe,
  correction: uploadedFile(
    "Strokes of the brush, a PNG: white keeps, black erases, transparent changes nothing",
  ).optional(),
  keep_mask: uploadedFile(
    "White where the subject is for sure; of any size, stretched over the photo",
  ).optional(),
  remove_mask: uploadedFile("The same for what is background for sure").optional(),
  background: uploadedFile(
    "The picture behind the subject, for a background of the kind `picture`",
  ).optional(),
  ticket: z.string().optional().describe("`X-Editor-Ticket` of an earlier answer for the same photo"),
});

const headers = cutoutHeaders.extend({
  "X-Editor-Ticket": z.string().describe("Makes the same photo free for the same caller for 24 hours"),
});

/** What the web editor uses. */
export function editorPaths(): ZodOpenApiPathsObject {
  return { ...cutoutPath(), ...picturePath() };
}

/** What can be wrong with what an address leads to. */
const FETCH_PROBLEMS = [
  "AddressNeedsKey",
  "InvalidAddress",
  "AddressNotAllowed",
  "DownloadTooLarge",
  "DownloadTimedOut",
  "DownloadFailed",
  "InvalidImage",
  "ImageTooWide",
  "ImageTooTall",
] as const;

/** `POST /api/editor/picture` */
function picturePath(): ZodOpenApiPathsObject {
  const codes: FailureCode[] = [
    "InvalidCredentials",
    "EmailNotVerified",
    "ForeignOrigin",
    "MalformedBody",
    "BodyTooLarge",
    "UnsupportedMediaType",
    "RateLimited",
    "UploadsBusy",
    "StorageUnavailable",
    "Stopping",
    "Internal",
  ];
  const address = (code: FailureCode) => {
    const message = fill(errors[code].message, { ...SAMPLE_VALUES, reason: SAMPLE_REASONS[code] ?? "" });
    return [{ field: "address", message, code }];
  };
  const invalid = Object.fromEntries(FETCH_PROBLEMS.map((code) => [code, address(code)]));
  return {
    "/api/editor/picture": {
      post: {
        operationId: "editorPicture",
        tags: ["editor"],
        summary: "A picture by its address",
        description:
          "Pages may not read what lies on other sites, so the server fetches it: public addresses only, pictures only, for accounts only.",
        security: [{ session: [] }, { userToken: [] }],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: pictureAddress,
              example: { address: "https://example.org/shoe.jpg" },
            },
          },
        },
        responses: {
          200: {
            description: "The file as it lies there",
            content: { "application/octet-stream": { schema: binary } },
          },
          ...errorAnswers(accountErrorFormat, { codes, invalid }),
        },
      },
    },
  };
}

/** `POST /api/editor/cutout` */
function cutoutPath(): ZodOpenApiPathsObject {
  const codes: FailureCode[] = [
    ...CUTOUT_ERRORS.filter((code) => !(code in FILE_PROBLEMS) && !NOT_HERE.includes(code)),
    "ForeignOrigin",
    "DailyLimitReached",
  ];
  const formats = ["png", "webp", "jpeg", "bmp"];
  return {
    "/api/editor/cutout": {
      post: {
        operationId: "editorCutout",
        tags: ["editor"],
        summary: "Every effect in one request",
        description:
          "What the editor uses: the same photo may be made again and again for one credit. Works without an account, within the limit of the day.",
        security: [{ session: [] }, { userToken: [] }, {}],
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: form,
              encoding: { recipe: { contentType: "application/json" } },
              example: { image: "", recipe: { format: "png", background: { kind: "blur", radius: 16 } } },
            },
          },
        },
        responses: {
          200: {
            description: "The picture",
            headers,
            content: Object.fromEntries(formats.map((format) => [`image/${format}`, { schema: binary }])),
          },
          ...errorAnswers(accountErrorFormat, { codes, invalid: { ...fileProblems(), ...recipeProblems() } }),
        },
      },
    },
  };
}

function fileProblems(): Record<string, Problem[]> {
  return Object.fromEntries(
    Object.entries(FILE_PROBLEMS).map(([name, field]) => {
      const code = name as FailureCode | OwnProblemCode;
      return [name, [{ field, message: fill(errors[code].message, SAMPLE_VALUES), code }]];
    }),
  );
}

function recipeProblems(): Record<string, Problem[]> {
  const bad = parseRecipe(JSON.stringify({ format: "gif", background: { kind: "blur", radius: 900 } }));
  return "problems" in bad ? { InvalidRecipe: bad.problems } : {};
}
