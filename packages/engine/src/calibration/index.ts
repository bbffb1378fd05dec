/** Calibration for tools: it loads ONNX Runtime, which who only makes cutouts leaves to other processes. */

export { formatRanges, rangesPath } from "../models/ranges.ts";
export { calibrateModel } from "./calibrate-model.ts";
export { MINIMUM_PICTURES, quantizeInstalled } from "./quantize-installed.ts";
