export { EngineBusy, EngineError, type EngineErrorCode, ImageTooLarge } from "./errors.ts";
export type { Background, Color, Crop, OutputFormat, Quality, Recipe, Resize, Rotation, Shadow } from "./recipe.ts";
