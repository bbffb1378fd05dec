export { createEngine, type Engine, type EngineOptions, type EngineStatus } from "./engine.ts";
export { EngineBusy, EngineError, type EngineErrorCode, ImageTooLarge } from "./errors.ts";
export type { ImageInfo, ImageLimits } from "./image/probe.ts";
export type { Mask } from "./image/raster.ts";
export type { RawPicture } from "./image/raw.ts";
export { formatName, type InputFormat } from "./image/signature.ts";
export type { MemorySetting } from "./memory.ts";
export { type BrowserForms, browserForms } from "./models/browser-forms.ts";
export { DEFAULT_MODEL, MODELS, type ModelSpec } from "./models/catalog.ts";
export { type CustomModelEntry, parseCustomModel } from "./models/custom.ts";
export { DEVICES, type Device, type DeviceSetting, offeredDevices, resolveDevice } from "./models/device.ts";
export type { DownloadOptions, DownloadProgress } from "./models/download.ts";
export { modelTag } from "./models/model-tag.ts";
export {
  describePrecision,
  type Precision,
  type PrecisionDecision,
  type PrecisionSetting,
} from "./models/precision.ts";
export { pullModel } from "./models/pull.ts";
export { type InstalledModel, ModelStore } from "./models/store.ts";
export { type Verdict, verifyModel } from "./models/verify.ts";
export {
  parseAlignment,
  parseCanvasSize,
  parseLength,
  parseRegion,
  parseScale,
  parseSides,
} from "./notation.ts";
export type { Backdrop, Cutout } from "./pipeline/pipeline.ts";
export type { Stage, Timings } from "./pipeline/stage-clock.ts";
export type {
  Adjustment,
  Alignment,
  Background,
  Canvas,
  Color,
  Crop,
  FileFormat,
  Length,
  Outline,
  OutputFormat,
  Quality,
  Recipe,
  Resize,
  Rotation,
  Shadow,
  Sides,
} from "./recipe.ts";
export { InferenceLost } from "./segment/inference-lane.ts";
export { LocalSegmenter } from "./segment/local-segmenter.ts";
export {
  LOOK_PRIORITIES,
  type LookPriority,
  type ModelInput,
  type ModelRun,
  type Segmenter,
  type SegmenterStatus,
  type SegmentOptions,
} from "./segment/segmenter.ts";
export type { SharedMasks } from "./segment/shared-mask-segmenter.ts";
export { writeWhole } from "./write-whole.ts";
