import { open, rename, rm } from "node:fs/promises";
import { EngineError } from "../errors.ts";
import { checksumOf } from "./checksum.ts";
import { type DownloadOptions, download } from "./download.ts";
import { exists, ownFile } from "./files.ts";
import type { InstalledModel, ModelStore } from "./store.ts";

/**
 * Brings a model of the catalog into the store: downloads and checks it when it is not there yet, prepares it when it
 * came with the product. The model's file appears only once its checksum is right.
 *
 * @throws EngineError `ModelUnavailable` when the model is unknown, cannot be downloaded, or is not what the catalog
 * promises (then the download is removed); `Aborted`: what has arrived is kept for the next time
 */
export async function pullModel(
  store: ModelStore,
  name: string,
  options: DownloadOptions = {},
): Promise<InstalledModel> {
  const spec = store.spec(name);
  const { source } = spec;
  const path = ownFile(store.directory, spec);
  if (source.kind !== "https" || path === undefined || (await exists(path))) return store.install(name);
  const downloaded = await download(source.url, path, options);
  await syncToDisk(downloaded);
  const { algorithm, hex } = source.checksum;
  const actual = await checksumOf(downloaded, algorithm);
  if (actual !== hex) {
    await rm(downloaded);
    throw new EngineError(
      "ModelUnavailable",
      `${source.url} is not the file that the catalog names: its ${algorithm} is ${actual}, expected ${hex}. The download was removed`,
    );
  }
  await rename(downloaded, path);
  return store.install(name);
}

/** So that a crash right after the file got its name leaves no file with holes. */
async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync().finally(() => file.close());
}
