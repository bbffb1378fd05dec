import {
  alphaOf,
  applyGivenMatte,
  cutOutSubject,
  findSubject,
  leaveBackground,
  type Mask,
  type RgbRaster,
} from "@alphacut/engine/portable";
import type { CutoutJob, MadePicture } from "../messages.ts";
import { decode, decodeMask } from "./decode.ts";
import { encode, grayRaster } from "./encode.ts";
import { MODEL } from "./model.ts";
import { modelInput } from "./model-input.ts";

/** What the server's pipeline does to one picture, with the browser's own decoder and encoder. */
export async function cutOut(
  { source, output, matte, care, keepShadow = false, ...encoding }: CutoutJob,
  segment: (input: RgbRaster) => Promise<Mask>,
): Promise<MadePicture> {
  const { raster, hasAlpha } = await decode(source);
  const photo = output === "background" ? { ...raster, data: new Uint8Array(raster.data) } : undefined;
  const whole = { left: 0, top: 0, width: raster.width, height: raster.height };
  if (matte) {
    applyGivenMatte(raster, await decodeMask(matte, raster), whole, undefined);
  } else {
    const found = await findSubject(raster, whole, {
      input: MODEL.input,
      quality: care,
      mayBeFlat: !hasAlpha,
      show: async (region, size) => modelInput(raster, region, size, hasAlpha),
      segment,
    });
    cutOutSubject(raster, found, { keepShadow });
  }
  if (photo) leaveBackground(raster, photo);
  const { width, height } = raster;
  const blob =
    output === "mask" ? await encode(grayRaster(alphaOf(raster)), encoding) : await encode(raster, encoding);
  return { blob, width, height };
}
