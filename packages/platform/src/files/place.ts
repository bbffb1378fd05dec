import { resolve } from "node:path";
import type { ServerSideEncryption } from "@aws-sdk/client-s3";
import { PlatformError } from "../errors.ts";
import type { FileStore } from "./file-store.ts";
import { openFolderStore } from "./folder-store.ts";
import type { S3Place } from "./s3-store.ts";

/** Where files are kept: a folder of this machine, or a bucket. */
export type FilePlace = { folder: string } | { s3: S3Place };

const encryptions: readonly string[] = ["AES256", "aws:kms", "aws:kms:dsse"] satisfies ServerSideEncryption[];

/**
 * Reads a folder, or `s3://bucket/prefix?region=…&path-style=true&encryption=AES256`; undefined when it is neither.
 *
 * @param endpoint of a server that speaks S3's API; without `path-style` it is asked in path style
 */
export function parseFilePlace(text: string, endpoint?: string): FilePlace | undefined {
  if (!/^[a-z0-9]+:\/\//i.test(text)) return { folder: resolve(text) };
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname: bucket, pathname, searchParams } = new URL(text);
  const { region, "path-style": pathStyle, encryption, ...others } = Object.fromEntries(searchParams);
  const isKnown =
    Object.keys(others).length === 0 &&
    ["true", "false", undefined].includes(pathStyle) &&
    (encryption === undefined || encryptions.includes(encryption));
  if (protocol !== "s3:" || bucket === "" || !isKnown) return undefined;
  return {
    s3: {
      bucket,
      prefix: pathname.replace(/^\/+|\/+$/g, ""),
      endpoint,
      region,
      pathStyle: pathStyle === undefined ? endpoint !== undefined : pathStyle === "true",
      encryption: encryption as ServerSideEncryption | undefined,
    },
  };
}

/** @throws PlatformError `StorageUnavailable` when the place cannot be used, with what to check */
export async function openFiles(place: FilePlace): Promise<FileStore> {
  if ("folder" in place) return openFolderStore(place.folder);
  // The SDK takes long to load and most installations have no use for it.
  const { openS3Store } = await import("./s3-store.ts");
  return openS3Store(place.s3).catch((error: unknown) => {
    if (error instanceof PlatformError) throw error;
    throw new PlatformError("StorageUnavailable", `The bucket ${place.s3.bucket} cannot be used`, {
      cause: error,
    });
  });
}
