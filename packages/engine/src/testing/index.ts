export { tinyBrowserForms } from "./browser-forms.ts";
export { type FileServer, type ServedFile, startFileServer } from "./file-server.ts";
export { fixedModel } from "./fixed-model.ts";
export { freePort } from "./free-port.ts";
export { idleStatus } from "./idle-segmenter.ts";
export { quantizableModel } from "./quantizable-model.ts";
export { brightnessModel, centeredBrightnessModel, slowModel } from "./tiny-models.ts";
