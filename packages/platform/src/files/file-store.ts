import type { Readable } from "node:stream";

export interface StoredFile {
  key: string;
  changedAt: Date;
}

/**
 * Where files are kept. A key is `folder/name`, of letters, digits, `_`, `-` and `.`; a file is there whole or not at all. All
 * methods throw `StorageUnavailable` when the place does not answer or is full.
 */
export interface FileStore {
  /**
   * Keeps a file, in the place of one of that key, and answers its bytes. When the stream fails or the signal fires,
   * that is the error, and what was there before stays.
   */
  put(key: string, body: Uint8Array | Readable, signal?: AbortSignal): Promise<number>;
  /** @throws PlatformError `NotFound` */
  get(key: string): Promise<Readable>;
  /** What is not there is no mistake. */
  delete(keys: readonly string[]): Promise<void>;
  /** Deletes every file of a folder. */
  deleteFolder(name: string): Promise<void>;
  /** Every file; one that comes or goes meanwhile may be missing. */
  list(): AsyncIterable<StoredFile>;
  close(): Promise<void>;
}
