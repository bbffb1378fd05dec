import type { UploadedFile } from "./file-collector.ts";

/** What a text field holds that may be long and was therefore read as a file; empty when it is absent or too long. */
export function textOf({ bytes }: Partial<UploadedFile> = {}): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") : "";
}
