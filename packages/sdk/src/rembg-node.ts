import { toDataUrl } from "./base64.ts";
import { createClientFor } from "./client.ts";
import { type NodeImageInput, nodePlatform } from "./node-platform.ts";
import { type Base64Result, type RembgOptions, type RembgRequest, requireKey } from "./rembg-request.ts";
import { writeTemporaryFile } from "./temporary-file.ts";

/** The answer without `returnBase64`. */
export interface FileResult {
  /** A temporary file: `rembg-….png`, with the format as it was asked for (`WEBP` when it was not). */
  outputImagePath: string;
  /** Removes the file; nothing else does. */
  cleanup: () => Promise<void>;
}

type Base64Answer = Base64Result & { outputImagePath?: undefined; cleanup?: undefined };
type FileAnswer = FileResult & { base64Image?: undefined };
type Request<Options> = Omit<RembgRequest<NodeImageInput>, "options"> & Options;

/**
 * Removes the background of an image: the same call as in `@remove-background-ai/rembg.js`.
 *
 * @returns the path of a temporary file with a function that removes it, or a `data:` URL with `returnBase64`
 * @throws ResponseError, ConnectionError, TimeoutError; AlphacutError without a key; the reason of the signal; what the file
 * system says about an input path
 */
export function rembg(
  request: Request<{ options: RembgOptions & { returnBase64: true } }>,
): Promise<Base64Answer>;
export function rembg(
  request: Request<{ options?: (RembgOptions & { returnBase64?: false | undefined }) | undefined }>,
): Promise<FileAnswer>;
export function rembg(request: RembgRequest<NodeImageInput>): Promise<Base64Answer | FileAnswer>;
export async function rembg(request: RembgRequest<NodeImageInput>): Promise<Base64Answer | FileAnswer> {
  const { inputImage, options = {}, signal, onUploadProgress, onDownloadProgress, ...connection } = request;
  const client = createClientFor(nodePlatform, { ...connection, apiKey: requireKey(connection.apiKey) });
  const call = { signal, onUploadProgress, onDownloadProgress };
  const { blob } = await client.removeBackground(inputImage, { ...options, ...call });
  if (options.returnBase64) return { base64Image: await toDataUrl(blob) };
  const { path, cleanup } = await writeTemporaryFile(blob, options.format ?? "WEBP");
  return { outputImagePath: path, cleanup };
}
