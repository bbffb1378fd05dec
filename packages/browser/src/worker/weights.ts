import { EngineError } from "@alphacut/engine/portable";
import type { Assets, ModelManifest, Provider } from "../messages.ts";

export type OnFetch = (file: string, current: number, total: number) => void;

const CACHE = "alphacut-model";
/** Longest silence of a server that sends. */
const SILENCE_MS = 60_000;

/**
 * The model for a provider: from Cache Storage where an earlier visit has put it, else fetched, checked and put there.
 *
 * Without a secure context (plain http) browsers have neither a cache for pages nor hashes. Whoever could change the model on
 * the way could then change this script as well, so the length is all that is checked.
 *
 * @throws EngineError `ModelUnavailable` when it cannot be fetched, or is not what the manifest says
 */
export async function fetchModel(
  { manifest, files }: Assets["model"],
  provider: Provider,
  onFetch: OnFetch,
): Promise<Uint8Array<ArrayBuffer>> {
  const cache = await openCache();
  const { file, bytes, sha256 } = (await readManifest(manifest, cache))[provider];
  const address = new URL(files?.[provider] ?? new URL(file, manifest), manifest);
  address.hash = "";
  const key = `${address.href}?${sha256}`;
  const kept = await cache?.match(key);
  if (kept) {
    const model = new Uint8Array(await kept.arrayBuffer());
    if (await isIntact(model, { bytes, sha256 })) return model;
    await cache?.delete(key);
  }
  // Its own address for every version: no cache on the way answers with an older one.
  const model = await download(key, bytes, (current) => onFetch(file, current, bytes));
  if (!(await isIntact(model, { bytes, sha256 })))
    throw unavailable(`${address.href} is not the model that it should be; its checksum differs`);
  await keep(cache, key, file, model);
  return model;
}

async function openCache(): Promise<Cache | undefined> {
  // Some browsers refuse in private windows.
  return globalThis.caches?.open(CACHE).catch(() => undefined);
}

/** From the server, so that a new version is noticed; without a connection, as it was the last time. */
async function readManifest(address: string, cache: Cache | undefined): Promise<ModelManifest> {
  const response = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(SILENCE_MS) }).catch(
    () => undefined,
  );
  if (response?.ok) {
    await cache?.put(address, response.clone()).catch(() => {});
    return response.json() as Promise<ModelManifest>;
  }
  const kept = await cache?.match(address);
  if (kept) return kept.json() as Promise<ModelManifest>;
  throw unavailable(`${address} cannot be fetched${response ? `: status ${response.status}` : ""}`);
}

async function download(
  address: string,
  bytes: number,
  onBytes: (current: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new Error("the server went silent")), SILENCE_MS);
  };
  const model = new Uint8Array(bytes);
  let length = 0;
  try {
    patience();
    const response = await fetch(address, { signal: controller.signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      patience();
      if (length + part.value.length > bytes) throw new Error("it is longer than it should be");
      model.set(part.value, length);
      length += part.value.length;
      onBytes(length);
    }
  } catch (error) {
    throw unavailable(`${address} cannot be fetched: ${(error as Error).message}`);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
  if (length < bytes) throw unavailable(`${address} broke off after ${length} of ${bytes} bytes`);
  return model;
}

async function isIntact(
  model: Uint8Array<ArrayBuffer>,
  { bytes, sha256 }: { bytes: number; sha256: string },
): Promise<boolean> {
  if (model.length !== bytes) return false;
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", model));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/** Keeps this version of the file only. A full disk is no reason to fail: the model is fetched again next time. */
async function keep(
  cache: Cache | undefined,
  key: string,
  file: string,
  model: Uint8Array<ArrayBuffer>,
): Promise<void> {
  if (!cache) return;
  try {
    const stem = key.slice(0, key.indexOf("?"));
    for (const { url } of await cache.keys()) if (url.startsWith(`${stem}?`)) await cache.delete(url);
    await cache.put(key, new Response(model, { headers: { "content-type": "application/octet-stream" } }));
  } catch (error) {
    console.warn(`Alphacut: ${file} could not be kept:`, error);
  }
}

function unavailable(message: string): EngineError {
  return new EngineError("ModelUnavailable", `The model is not here: ${message}`);
}
