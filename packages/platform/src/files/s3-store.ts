import { Readable } from "node:stream";
import {
  type _Object,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { PlatformError } from "../errors.ts";
import type { FileStore, StoredFile } from "./file-store.ts";

export interface S3Place {
  bucket: string;
  /** Before every key, without slashes at its ends; empty: none. */
  prefix: string;
  /** Another server than Amazon's, such as `https://minio.example.com`. */
  endpoint?: string | undefined;
  /** The usual AWS variables say it when absent. */
  region?: string | undefined;
  /** `host/bucket/key` instead of `bucket.host/key`. */
  pathStyle: boolean;
  /** What the server encrypts files with. */
  encryption?: ServerSideEncryption | undefined;
}

/** What S3 takes in one request. */
const KEYS_AT_ONCE = 1000;
const CONNECT_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Files in a bucket of Amazon S3 or of a server that speaks its API. Credentials come from where AWS's tools find them.
 * @throws PlatformError `StorageUnavailable` when the bucket cannot be used, with what to check
 */
export async function openS3Store(place: S3Place): Promise<FileStore> {
  const { bucket: Bucket, endpoint, region, pathStyle, encryption } = place;
  const prefix = place.prefix === "" ? "" : `${place.prefix}/`;
  const client = new S3Client({
    forcePathStyle: pathStyle,
    // Servers other than Amazon's don't know the newer kinds of checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    ...(endpoint && { endpoint }),
    ...(region && { region }),
  });
  await client.send(new HeadBucketCommand({ Bucket })).catch((cause: unknown) => {
    client.destroy();
    throw new PlatformError(
      "StorageUnavailable",
      `The bucket ${Bucket} cannot be used (${nameOf(cause)}). Check ALPHACUT_STORAGE, ALPHACUT_S3_ENDPOINT, the region and the AWS credentials.`,
      { cause },
    );
  });

  async function* list(under: string): AsyncIterable<_Object> {
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: prefix + under, ContinuationToken: token }),
      );
      yield* page.Contents ?? [];
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async function remove(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const Objects = keys.slice(from, from + KEYS_AT_ONCE).map((Key) => ({ Key }));
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
      );
      if (Errors.length > 0)
        throw new Error(`${Errors.length} files could not be deleted: ${Errors[0]?.Code}`);
    }
  }

  return answering({
    async put(key, body, signal) {
      let bytes = 0;
      const counted =
        body instanceof Uint8Array ? body : Readable.from(count(body, (size) => (bytes += size)));
      const upload = new Upload({
        client,
        queueSize: 1,
        params: {
          Bucket,
          Key: prefix + key,
          Body: counted,
          ...(encryption && { ServerSideEncryption: encryption }),
        },
      });
      const abort = () => void upload.abort();
      signal?.throwIfAborted();
      signal?.addEventListener("abort", abort, { once: true });
      try {
        await upload.done();
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener("abort", abort);
      }
      return body instanceof Uint8Array ? body.length : bytes;
    },

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: prefix + key }));
        return Body as Readable;
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404)
          throw new PlatformError("NotFound", "There is no such file");
        throw error;
      }
    },

    delete: (keys) => remove(keys.map((key) => prefix + key)),

    async deleteFolder(name) {
      const keys: string[] = [];
      for await (const { Key } of list(`${name}/`)) if (Key) keys.push(Key);
      await remove(keys);
    },

    async *list(): AsyncIterable<StoredFile> {
      for await (const { Key, LastModified } of list("")) {
        if (Key !== undefined) yield { key: Key.slice(prefix.length), changedAt: LastModified ?? new Date() };
      }
    },

    async close() {
      client.destroy();
    },
  });
}

async function* count(body: Readable, add: (bytes: number) => void): AsyncIterable<Uint8Array> {
  for await (const chunk of body) {
    add((chunk as Buffer).length);
    yield chunk as Buffer;
  }
}

/** The same store, whose failures on the way to the server are `StorageUnavailable`. */
function answering(store: FileStore): FileStore {
  const told = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw isOfServer(error) ? unavailable(error) : error;
    });
  return {
    ...store,
    put: (key, body, signal) => told(store.put(key, body, signal)),
    get: (key) => told(store.get(key)),
    delete: (keys) => told(store.delete(keys)),
    deleteFolder: (name) => told(store.deleteFolder(name)),
  };
}

function isOfServer(error: unknown): boolean {
  if (error instanceof S3ServiceException) return true;
  return error instanceof Error && ("$metadata" in error || "syscall" in error);
}

function unavailable(cause: unknown): PlatformError {
  const message = `The file storage does not answer (${nameOf(cause)})`;
  return new PlatformError("StorageUnavailable", message, { cause, retryAfterSeconds: 5 });
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.name;
}
