import { zipSync } from "fflate";

/** The earliest time that a ZIP can name, so that the same pictures make the same file. */
const NO_TIME = new Date(1980, 0, 1);

/** A ZIP of stored entries (method 0), in this order: pictures are compressed already, and clients read them without inflating. */
export function zipOf(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(entries, { level: 0, mtime: NO_TIME });
}
