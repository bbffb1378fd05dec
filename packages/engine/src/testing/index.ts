export { brightnessModel, slowModel } from "./tiny-models.ts";
