import type { Platform } from "./client.ts";
import { type ImageInput, readInput } from "./input.ts";
import { progressReporter } from "./progress.ts";
import type { Upload } from "./request.ts";

/** `fetch` reports no upload progress; `XMLHttpRequest` does. */
const upload: Upload = (url, { headers, form, signal }, listener) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let report: ReturnType<typeof progressReporter> | undefined;
    request.upload.onprogress = ({ loaded, total }) => {
      report ??= progressReporter("upload", total, listener);
      report(loaded);
    };
    request.onload = () => resolve(toResponse(request));
    request.onerror = () =>
      reject(new TypeError("The server cannot be reached, or does not allow this page"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.onabort = () => reject(signal.reason);
    request.open("POST", url);
    request.responseType = "blob";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(form);
  });

function toResponse(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return new Response(request.response, { status: request.status, headers });
}

export const browserPlatform: Platform<ImageInput> = { defaultBaseUrl: "", upload, readInput };
