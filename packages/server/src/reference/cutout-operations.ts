import type { OutputFormat } from "@alphacut/engine";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { Fields } from "../cutout-routes/cutout-route.ts";
import * as fapihub from "../dialects/fapihub/errors.ts";
import { createForms } from "../dialects/fapihub/wire.ts";
import * as rembgCom from "../dialects/rembg-com/errors.ts";
import { rmbgFields, rmbgRoute } from "../dialects/rembg-com/rmbg.ts";
import type { FailureCode, Problem } from "../http/failure.ts";
import { errorAnswers } from "./error-answers.ts";
import { binary, cutoutHeaders, uploadedFile, uploadedImage } from "./wire.ts";

/** What validates a form and what it looks like. */
interface DescribedForm {
  fields: z.ZodObject;
  /** Beside the photo. */
  files?: z.ZodRawShape;
  decode(sent: Fields): { problems: readonly Problem[] } | object;
}

/** What an image request can run into beside its text fields. */
const canHappen = {
  NoImage: true,
  NoFileName: true,
  ExtensionNotAllowed: true,
  EmptyFile: true,
  FileTooLarge: true,
  InvalidImage: true,
  ImageTooWide: true,
  ImageTooTall: true,
  ImageTooLarge: true,
  MalformedBody: true,
  InvalidCredentials: true,
  EmailNotVerified: true,
  AccountSuspended: true,
  UploadStalled: true,
  BodyTooLarge: true,
  UnsupportedMediaType: true,
  RateLimited: true,
  InsufficientCredits: true,
  KeyNotAllowed: true,
  KeyLimitReached: true,
  Internal: true,
  EngineBusy: true,
  UploadsBusy: true,
  Aborted: true,
  Stopping: true,
  ModelUnavailable: true,
  StorageUnavailable: true,
  // Only where a picture may come as an address.
  AddressNeedsKey: false,
  InvalidAddress: false,
  AddressNotAllowed: false,
  DownloadTooLarge: false,
  DownloadTimedOut: false,
  DownloadFailed: false,
  // Only where callers may be anonymous or have a token.
  BothCredentials: false,
  DailyLimitReached: false,
  // The rules of the dialects find these in other words, before the engine does.
  UnsupportedImage: false,
  InvalidRecipe: false,
  // What accounts, money and other addresses run into.
  NotFound: false,
  MethodNotAllowed: false,
  ForeignOrigin: false,
  InvalidInput: false,
  EmailTaken: false,
  TooManyKeys: false,
  InvalidSignature: false,
  BillingOff: false,
  BillingUnavailable: false,
  DataFolderInUse: false,
} satisfies Record<FailureCode, boolean>;

/** Beside anonymous callers' own. */
export const CUTOUT_ERRORS = (Object.keys(canHappen) as FailureCode[]).filter((code) => canHappen[code]);

const rembgBody = z
  .object({
    error: z.string().describe("What is wrong; with several mistakes: `Multiple validation errors`"),
    details: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe("Every mistake, when there are several"),
    status: z.int().describe("The HTTP status"),
  })
  .meta({ id: "RembgError" });

/** How the rembg.com API words errors. */
export const rembgErrors = { shape: rembgCom.errorShape, body: rembgBody };

/** How the fapihub API words errors. */
const fapihubErrors = {
  shape: fapihub.errorShape,
  body: z
    .object({ error: z.object({ code: z.enum(codesOf(fapihub.errors)), message: z.string() }) })
    .meta({ id: "FapihubError" }),
};

function codesOf(errors: typeof fapihub.errors): fapihub.WireCode[] {
  return [...new Set(Object.values(errors).map(({ code }) => code))];
}

/** What fetching a picture by its address can run into. */
export const BY_ADDRESS: readonly FailureCode[] = [
  "AddressNeedsKey",
  "InvalidAddress",
  "AddressNotAllowed",
  "DownloadTooLarge",
  "DownloadTimedOut",
  "DownloadFailed",
];

/** Forms that bring out every message about a text field. */
const rembgMistakes: Record<keyof typeof rembgCom.fieldErrors, Fields | undefined> = {
  NotTaken: { outline: "thick" },
  NeedsKey: undefined,
  TwoImages: undefined,
  TwoBackgrounds: { blur: "20", gradient: "white black" },
  NotInteger: { w: "abc" },
  TooSmall: { w: "-5" },
  TooLarge: { w: "15000" },
  NotNumber: { angle: "ninety" },
  AngleOutOfRange: { angle: "500" },
  NotBoolean: { expand: "maybe" },
  UnknownFormat: { format: "gif" },
  UnknownQuality: { quality: "ultra" },
  NotColor: { bg_color: "#12345" },
  MaskWithBackground: { mask: "true", bg_color: "red" },
  PeriodWithMonth: undefined,
};

const furtherFiles = {
  background_image: uploadedFile("The picture behind the subject").optional(),
  keep_mask: uploadedFile(
    "White where the subject is for sure; of any size, stretched over the photo",
  ).optional(),
  remove_mask: uploadedFile("The same for what is background for sure").optional(),
};

/** `POST /rmbg` */
export function rembgComPaths(): ZodOpenApiPathsObject {
  const form = { fields: rmbgFields, files: furtherFiles, decode: decodeSent };
  const invalid = problemsOf(form, { ...rembgMistakes, SeveralMistakes: { w: "abc", angle: "500" } });
  const codes: FailureCode[] = [...CUTOUT_ERRORS, ...BY_ADDRESS, "BothCredentials", "DailyLimitReached"];
  return {
    "/rmbg": {
      post: cutoutOperation(form, {
        operationId: "removeBackground",
        tags: ["rembg.com"],
        summary: "Remove the background",
        description: "Answers the cutout, or its mask. One image costs one credit; an error costs nothing.",
        security: [{ apiKey: [] }, { userToken: [] }, {}],
        formats: ["webp", "png", "jpeg", "bmp"],
        responses: errorAnswers(rembgErrors, { codes, invalid }),
      }),
    },
  };
}

/** What a form from somebody with a key asks for. */
function decodeSent(fields: Fields): { problems: readonly Problem[] } | object {
  const caller = {
    kind: "account",
    uid: "",
    lowCreditThreshold: null,
    plan: NO_PLAN,
    channel: "api",
  } as const;
  return rmbgRoute([]).decode({ fields, files: {}, headers: {}, query: {}, caller }).asked;
}

const NO_PLAN = { label: "", includedCredits: 0, requestsPerMinute: 0 };

const EFFECTS: Record<
  keyof ReturnType<typeof createForms>,
  { id: string; summary: string; description: string }
> = {
  "": {
    id: "fapihubRemoveBackground",
    summary: "Remove the background",
    description: "Answers the cutout at the size of the photo.",
  },
  mask: {
    id: "fapihubMask",
    summary: "Make a mask",
    description: "Answers a black-and-white mask of the size of the photo. White is the subject.",
  },
  blur: {
    id: "fapihubBlur",
    summary: "Blur the background",
    description: "The subject stays sharp; nothing of it bleeds into the blurred background.",
  },
  color: {
    id: "fapihubColor",
    summary: "Put the subject on a color",
    description: "A color with an alpha below 255 shows through where the format can.",
  },
  gradient: {
    id: "fapihubGradient",
    summary: "Put the subject on a gradient",
    description: "A vertical gradient, dithered so that no bands show.",
  },
  shadow: {
    id: "fapihubShadow",
    summary: "Give the subject a shadow",
    description: "The cutout with a soft drop shadow. The canvas grows where the shadow needs room.",
  },
};

/**
 * `POST /v2/rembg/` and its siblings.
 *
 * @param models names that callers may ask for
 */
export function fapihubPaths(models: readonly string[]): ZodOpenApiPathsObject {
  const forms = createForms(models);
  return Object.fromEntries(
    Object.entries(EFFECTS).map(([name, { id, ...words }]) => {
      const form: DescribedForm = forms[name as keyof typeof forms];
      const mistakes = { Missing: {}, Bad: badFields(form.fields) };
      const operation = cutoutOperation(form, {
        operationId: id,
        tags: ["fapihub"],
        ...words,
        security: [{ fapihubKey: [] }],
        formats: ["png", "webp", "jpeg"],
        responses: errorAnswers(fapihubErrors, { codes: CUTOUT_ERRORS, invalid: problemsOf(form, mistakes) }),
      });
      return [name === "" ? "/v2/rembg/" : `/v2/rembg/${name}/`, { post: operation }];
    }),
  );
}

type CutoutWords = Pick<
  ZodOpenApiOperationObject,
  "operationId" | "tags" | "summary" | "description" | "security" | "responses"
> & { formats: readonly OutputFormat[] };

function cutoutOperation(form: DescribedForm, { formats, responses, ...words }: CutoutWords) {
  return {
    ...words,
    requestBody: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: formSchema(form.fields, form.files ?? {}),
          // Else forms of references fill in an example of every field, and some exclude each other.
          ...(form.files && { example: { image: "", format: "webp" } }),
        },
      },
    },
    responses: {
      200: {
        description: "The picture",
        headers: cutoutHeaders,
        content: Object.fromEntries(formats.map((format) => [`image/${format}`, { schema: binary }])),
      },
      ...responses,
    },
  } satisfies ZodOpenApiOperationObject;
}

/** The text fields are strings on the wire, so which of them are required is asked of the validator itself. */
function formSchema(fields: z.ZodObject, files: z.ZodRawShape): z.ZodObject {
  const missing = fields.safeParse({}).error?.issues ?? [];
  // Forms of references send what is required only, and the photo nearly always comes as a file.
  const required = ["image", ...missing.map(({ path }) => String(path[0]))];
  return z.object({ image: uploadedImage, ...fields.shape, ...files }).meta({
    override: ({ jsonSchema }: { jsonSchema: { required?: string[] } }) => {
      jsonSchema.required = required;
    },
  });
}

function problemsOf({ decode }: DescribedForm, mistakes: Readonly<Record<string, Fields | undefined>>) {
  const problems: Record<string, readonly Problem[]> = {};
  for (const [name, sent] of Object.entries(mistakes)) {
    const decoded = sent && decode(sent);
    if (decoded && "problems" in decoded) problems[name] = decoded.problems;
  }
  return problems;
}

/** Every field with something that none takes. */
function badFields({ shape }: z.ZodObject): Fields {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, "?"]));
}
