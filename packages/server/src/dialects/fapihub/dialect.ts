import { type Credentials, PlatformError } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { commonFormats } from "../../cutout/image-rules.ts";
import type { CutoutDialect } from "../../cutout-routes/cutout-route.ts";
import { formRoute } from "../../cutout-routes/form-route.ts";
import { limitHeaders } from "../../http/answer-headers.ts";
import { senderOf } from "../../http/credentials.ts";
import { describeImageProblem, errorShape } from "./errors.ts";
import { createForms } from "./wire.ts";

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The fapihub RemoveBG API: `POST /v2/rembg/` and its siblings, each with and without the last slash.
 *
 * @param allowedModels models of ours that callers may name
 */
export function fapihub(allowedModels: readonly string[]): CutoutDialect {
  return {
    prefix: "/v2/rembg",
    image: {
      formats: commonFormats,
      extensions: ["webp", "bmp", "png", "jpg", "jpeg"],
      maxBytes: MAX_BYTES,
      maxWidth: 10_000,
      maxHeight: 10_000,
    },
    body: { kinds: ["multipart"], files: { image: MAX_BYTES } },
    credentials,
    routes: Object.entries(createForms(allowedModels)).map(([name, { decode }]) =>
      // Under a prefix, "/" stands for the prefix with and without the last slash.
      formRoute(name === "" ? ["/"] : [`/${name}`, `/${name}/`], decode),
    ),
    errors: errorShape,
    limitHeaders,
    describeImageProblem,
  };
}

/** This API knows keys only. */
function credentials(request: FastifyRequest): Credentials {
  const apiKey = request.headers.apikey;
  if (!apiKey) throw new PlatformError("InvalidCredentials", "No API key");
  return { ...senderOf(request), apiKey: String(apiKey) };
}
