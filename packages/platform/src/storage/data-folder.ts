import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { PlatformError } from "../errors.ts";

/**
 * Makes the data folder, for this user alone, where it is missing.
 * @throws PlatformError `StorageUnavailable`, for the operator, when it cannot be made or cannot be written to
 */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new PlatformError(
      "StorageUnavailable",
      `The data folder ${folder} cannot be made or cannot be written to (${code}). Check that it is a folder, its owner and its permissions, or choose another ALPHACUT_DATA_DIR.`,
      { cause },
    );
  }
}

/** One by one: Node's own way to make them all never ends where the system takes no folder, as in `/proc`. */
async function makeFolders(folder: string): Promise<void> {
  const exists = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  if (exists) return;
  if (dirname(folder) !== folder) await makeFolders(dirname(folder));
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
