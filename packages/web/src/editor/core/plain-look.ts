import type { Look } from "./picture.ts";
import type { Settings } from "./settings.ts";

/** The whole photo upright and in its own size, with the background as it will be: what is cropped by hand. */
export function plainLook(settings: Settings): Look {
  return {
    settings: {
      ...settings,
      shadow: { ...settings.shadow, on: false },
      crop: { ...settings.crop, on: false },
      resize: { width: null, height: null, exact: false },
      mirror: false,
      rotation: { ...settings.rotation, degrees: 0 },
      canvas: { ...settings.canvas, on: false },
    },
    crop: null,
    adjust: null,
  };
}
