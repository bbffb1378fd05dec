import { standardImageRules } from "../../cutout/image-rules.ts";
import type { CutoutDialect } from "../../cutout-routes/cutout-route.ts";
import { limitHeaders } from "../../http/answer-headers.ts";
import { keyOrToken } from "../../http/credentials.ts";
import { describeImageProblem, errorShape } from "./errors.ts";
import { rmbgRoute } from "./rmbg.ts";

const MAX_BACKGROUND_BYTES = 20 * 1024 * 1024;
const MAX_MASK_BYTES = 8 * 1024 * 1024;

/**
 * The rembg.com API: `POST /rmbg`.
 *
 * @param models that callers may name
 */
export const rembgCom = (models: readonly string[]): CutoutDialect => ({
  prefix: "",
  image: standardImageRules,
  body: {
    kinds: ["multipart"],
    files: {
      image: standardImageRules.maxBytes,
      background_image: MAX_BACKGROUND_BYTES,
      keep_mask: MAX_MASK_BYTES,
      remove_mask: MAX_MASK_BYTES,
    },
    longTexts: { image_url: Math.ceil((standardImageRules.maxBytes * 4) / 3) + 100 },
    maxBytes: 2 * standardImageRules.maxBytes,
  },
  credentials: keyOrToken,
  routes: [rmbgRoute(models)],
  errors: errorShape,
  limitHeaders,
  describeImageProblem,
});
