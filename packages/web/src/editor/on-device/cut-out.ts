import { EngineError } from "@alphacut/browser/remover";
import { ApiError } from "../../api/api-error.ts";
import type { CutoutResult, Picture, Progress } from "../core/picture.ts";
import type { Settings } from "../core/settings.ts";
import { remover } from "./remover.ts";

interface Options {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** The last cutout of each file, and the settings that made it: strokes, even hints, are painted on it and need no new one. */
const made = new WeakMap<File, { by: string; result: CutoutResult }>();

/**
 * The subject of a picture in its full size, cut out by this browser: nothing is sent anywhere.
 * @throws ApiError; what the signal was aborted with when it was
 */
export async function cutOutOnDevice(
  { file }: Picture,
  { quality, shadow }: Settings,
  { signal, onProgress }: Options,
): Promise<CutoutResult> {
  const by = `${quality} ${shadow.original}`;
  const earlier = made.get(file);
  if (earlier?.by === by) return earlier.result;
  try {
    const { blob, width, height } = await remover.cutOut(
      {
        source: file,
        output: "cutout",
        care: quality,
        keepShadow: shadow.original,
        mediaType: "image/png",
        quality: 1,
      },
      {
        signal,
        onFetch: (_file, current, total) => onProgress({ kind: "loading", share: current / total }),
        onCompute: () => onProgress({ kind: "working" }),
      },
    );
    const size = { width, height };
    const result: CutoutResult = { size, cutout: blob, photo: null, hints: [], ticket: null, onDevice: true };
    made.set(file, { by, result });
    return result;
  } catch (error) {
    throw error instanceof EngineError ? toApiError(error) : error;
  }
}

const CODES: Readonly<Record<string, string>> = {
  InvalidImage: "invalid_image",
  UnsupportedImage: "device_cannot_read",
  ImageTooLarge: "image_too_large",
  ModelUnavailable: "device_cannot_run",
};

function toApiError({ code, message }: EngineError): ApiError {
  return new ApiError({ code: CODES[code] ?? "unknown", message });
}
