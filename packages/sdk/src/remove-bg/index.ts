/** The functions of the npm package `remove.bg`, for whichever server speaks that API. */
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { startDeadline } from "../cancel.ts";
import { ConnectionError } from "../errors.ts";
import type {
  RemoveBgApiOptions,
  RemoveBgBase64Options,
  RemoveBgFileOptions,
  RemoveBgOptions,
  RemoveBgResult,
  RemoveBgUrlOptions,
} from "./options.ts";
import { toResult } from "./result.ts";

const DEFAULT_BASE_URL = "http://127.0.0.1:8080";
const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Removes the background of a picture that the server fetches by its address.
 *
 * @throws the server's list of `RemoveBgError`s, as the original does; ConnectionError, TimeoutError, the reason of the signal
 */
export async function removeBackgroundFromImageUrl(options: RemoveBgUrlOptions): Promise<RemoveBgResult> {
  return post(options, async () => jsonBody({ ...fieldsOf(options), image_url: options.url }));
}

/** The same for a file; also rejects with what the file system says about its path. */
export async function removeBackgroundFromImageFile(options: RemoveBgFileOptions): Promise<RemoveBgResult> {
  return post(options, async (signal) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fieldsOf(options)))
      if (value !== undefined) form.set(name, String(value));
    const bytes = await readFile(options.path, { signal });
    form.set("image_file", new Blob([bytes]), basename(options.path));
    return { body: form };
  });
}

/** The same for a picture as base64. */
export async function removeBackgroundFromImageBase64(
  options: RemoveBgBase64Options,
): Promise<RemoveBgResult> {
  return post(options, async () => jsonBody({ ...fieldsOf(options), image_file_b64: options.base64img }));
}

/** The API's fields, with the two that the original always sends. */
function fieldsOf(options: RemoveBgApiOptions): RemoveBgApiOptions {
  const { size = "preview", type = "auto", format, scale, position, roi, crop_margin } = options;
  const { bg_color, bg_image_url, channels, add_shadow } = options;
  const crop = options.crop === true;
  return {
    size,
    type,
    format,
    scale,
    position,
    crop,
    crop_margin,
    roi,
    bg_color,
    bg_image_url,
    channels,
    add_shadow,
  };
}

function jsonBody(fields: object): Pick<RequestInit, "body" | "headers"> {
  return { body: JSON.stringify(fields), headers: { "content-type": "application/json" } };
}

async function post(
  { apiKey, baseUrl = DEFAULT_BASE_URL, outputFile, timeoutMs = DEFAULT_TIMEOUT_MS, signal }: RemoveBgOptions,
  content: (signal: AbortSignal) => Promise<Pick<RequestInit, "body" | "headers">>,
): Promise<RemoveBgResult> {
  const deadline = startDeadline(signal, timeoutMs);
  try {
    const request = await content(deadline.signal);
    const { response, text } = await send(`${baseUrl.replace(/\/+$/, "")}/v1.0/removebg`, {
      ...request,
      headers: { accept: "application/json", "x-api-key": apiKey, ...request.headers },
      signal: deadline.signal,
    });
    const result = toResult(response, text);
    if (outputFile) await writeFile(outputFile, result.base64img, { encoding: "base64" });
    return result;
  } catch (error) {
    deadline.signal.throwIfAborted();
    throw error;
  } finally {
    deadline.end();
  }
}

async function send(url: string, request: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    // A redirect would carry the key to an address that the caller never named.
    const response = await fetch(url, { ...request, method: "POST", redirect: "error" });
    return { response, text: await response.text() };
  } catch (error) {
    throw new ConnectionError(error);
  }
}

export type {
  RemoveBgBase64Options,
  RemoveBgError,
  RemoveBgFileOptions,
  RemoveBgResult,
  RemoveBgUrlOptions,
} from "./options.ts";
