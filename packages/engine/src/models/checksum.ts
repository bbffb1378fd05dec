import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export interface Checksum {
  algorithm: "md5" | "sha256";
  hex: string;
}

/** The checksum of a file of any size, in constant memory. */
export async function checksumOf(path: string, algorithm: Checksum["algorithm"]): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
