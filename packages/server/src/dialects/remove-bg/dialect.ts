import { type Credentials, PlatformError } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { everyFormat } from "../../cutout/image-rules.ts";
import type { CutoutDialect } from "../../cutout-routes/cutout-route.ts";
import { senderOf } from "../../http/credentials.ts";
import { describeImageProblem, errorShape, limitHeaders, MISSING_KEY } from "./errors.ts";
import { removeRoute } from "./remove.ts";

const MAX_BYTES = 22 * 1024 * 1024;
const BASE64_BYTES = Math.ceil((MAX_BYTES * 4) / 3) + 1000;

/** remove.bg's API 1.0: `POST /v1.0/removebg`. */
export const removeBg: CutoutDialect = {
  prefix: "/v1.0",
  image: { formats: everyFormat, maxBytes: MAX_BYTES, maxWidth: 10_000, maxHeight: 10_000, maxPixels: 50e6 },
  body: {
    kinds: ["multipart", "urlencoded", "json"],
    files: { image_file: MAX_BYTES, bg_image_file: MAX_BYTES },
    longTexts: { image_file_b64: BASE64_BYTES, image_url: BASE64_BYTES, bg_image_url: BASE64_BYTES },
  },
  credentials,
  routes: [removeRoute],
  errors: errorShape,
  limitHeaders,
  describeImageProblem,
};

/** This API knows keys only, in `X-Api-Key` or as a bearer token. */
export function credentials(request: FastifyRequest): Credentials {
  const { authorization = "", "x-api-key": header } = request.headers;
  const apiKey = String(header ?? /^Bearer\s+(.*)$/i.exec(authorization)?.[1] ?? "").trim();
  if (apiKey === "") throw new PlatformError("InvalidCredentials", MISSING_KEY);
  return { ...senderOf(request), apiKey };
}
