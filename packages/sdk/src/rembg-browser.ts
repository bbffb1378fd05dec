import { toDataUrl } from "./base64.ts";
import { browserPlatform } from "./browser-platform.ts";
import { createClientFor } from "./client.ts";
import type { ImageInput } from "./input.ts";
import { type Base64Result, type RembgOptions, type RembgRequest, requireKey } from "./rembg-request.ts";

/** The answer without `returnBase64`. */
export interface BlobResult {
  blob: Blob;
}

type Base64Answer = Base64Result & { blob?: undefined };
type BlobAnswer = BlobResult & { base64Image?: undefined };
type Request<Options> = Omit<RembgRequest<ImageInput>, "options"> & Options;

/**
 * Removes the background of an image: the call of `@remove-background-ai/rembg.js` without its temporary file.
 * A key in a page can be read by everyone who opens it: keep that to pages of your own.
 *
 * @returns the image, or a `data:` URL with `returnBase64`
 * @throws ResponseError, ConnectionError, TimeoutError; AlphacutError without a key; the reason of the signal
 */
export function rembg(
  request: Request<{ options: RembgOptions & { returnBase64: true } }>,
): Promise<Base64Answer>;
export function rembg(
  request: Request<{ options?: (RembgOptions & { returnBase64?: false | undefined }) | undefined }>,
): Promise<BlobAnswer>;
export function rembg(request: RembgRequest<ImageInput>): Promise<Base64Answer | BlobAnswer>;
export async function rembg(request: RembgRequest<ImageInput>): Promise<Base64Answer | BlobAnswer> {
  const { inputImage, options = {}, signal, onUploadProgress, onDownloadProgress, ...connection } = request;
  const client = createClientFor(browserPlatform, { ...connection, apiKey: requireKey(connection.apiKey) });
  const call = { signal, onUploadProgress, onDownloadProgress };
  const { blob } = await client.removeBackground(inputImage, { ...options, ...call });
  return options.returnBase64 ? { base64Image: await toDataUrl(blob) } : { blob };
}
