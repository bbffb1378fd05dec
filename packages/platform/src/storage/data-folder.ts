import { access, constants, mkdir } from "node:fs/promises";
import { PlatformError } from "../errors.ts";

/**
 * Makes the data folder, for this user alone, where it is missing.
 * @throws PlatformError `StorageUnavailable`, for the operator, when it cannot be made or cannot be written to
 */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
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
