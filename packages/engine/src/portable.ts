/**
 * What of the engine needs no Node.js: the same code finds and cuts out the subject on a server and in a browser, where
 * decoding, running the model and encoding are done by other means. Not for users of the package.
 */
export { leaveBackground } from "./compose/leave-background.ts";
export { EngineError, type EngineErrorCode } from "./errors.ts";
export { encodeBmp } from "./image/bmp/encode.ts";
export { neutralizeHidden } from "./image/neutralize-hidden.ts";
export { alphaOf, type Mask, type Raster, type Region, type RgbRaster, type Size } from "./image/raster.ts";
export { type Functions, functionsOver, type Wanted } from "./imgly/functions-over.ts";
export {
  type Encoding,
  encodingOf,
  type MediaType,
  type OutputSettings,
  type PixelArray,
  type Pixels,
  rawShapeOf,
  shownAddress,
} from "./imgly/terms.ts";
export { applyGivenMatte } from "./matte/existing.ts";
export { cutOutSubject, findSubject } from "./matte/subject.ts";
export { DEFAULT_MODEL, MODELS, type ModelSpec } from "./models/catalog.ts";
export type { Quality } from "./recipe.ts";
export { enlargeRgb } from "./segment/enlarge-rgb.ts";
export { toMask, toTensorData } from "./segment/tensor.ts";
