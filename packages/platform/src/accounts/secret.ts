import { randomBytes, randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PlatformError } from "../errors.ts";

const shortest = 32;

/** The secret as given, or the one in `dataDir/auth-secret`, which the first process to come here makes. */
export async function authSecret(given: string | undefined, dataDir: string): Promise<string> {
  if (given !== undefined) {
    if (given.length >= shortest) return given;
    throw new PlatformError(
      "InvalidInput",
      `The secret that signs sessions must have at least ${shortest} characters`,
    );
  }
  const path = join(dataDir, "auth-secret");
  // Written aside and linked, so that no other process ever reads half of it.
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, randomBytes(32).toString("base64url"), { mode: 0o600 });
    await link(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(path, "utf8");
}
