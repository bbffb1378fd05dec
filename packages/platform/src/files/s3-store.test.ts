import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openFiles, parseFilePlace } from "./place.ts";
import { describeFileStoreContract } from "./testing/file-store-contract.ts";
import { startS3 } from "./testing/s3-server.ts";

let server: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  server = await startS3();
  for (const [name, value] of Object.entries(server.credentials)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});
const open = (place: string) => openFiles(parseFilePlace(place, server.endpoint)!);

describe("files in a bucket", () => {
  describeFileStoreContract(
    () => open("s3://bucket/some/prefix?encryption=AES256"),
    async () => {},
  );

  it("of another prefix are somebody else's", async () => {
    const [ours, others] = await Promise.all([open("s3://bucket/ours"), open("s3://bucket")]);
    await others.put("job/a", Buffer.from("x"));
    const found: string[] = [];
    for await (const { key } of ours.list()) found.push(key);
    expect(found).toEqual([]);
  });

  it("are refused at the start when the bucket is not there, with what to check", async () => {
    const opening = open("s3://missing");
    await expect(opening).rejects.toMatchObject({ code: "StorageUnavailable" });
    await expect(opening).rejects.toThrow(/bucket missing .*ALPHACUT_S3_ENDPOINT/);
  });
});

describe("a place for files", () => {
  it("is a folder, or a bucket with region, path style and encryption", () => {
    expect(parseFilePlace("/data/files")).toEqual({ folder: "/data/files" });
    expect(parseFilePlace("s3://photos/a/b/?region=eu-central-1&encryption=aws:kms")).toEqual({
      s3: {
        bucket: "photos",
        prefix: "a/b",
        endpoint: undefined,
        region: "eu-central-1",
        pathStyle: false,
        encryption: "aws:kms",
      },
    });
    expect(parseFilePlace("s3://photos", "http://minio:9000")).toMatchObject({ s3: { pathStyle: true } });
    expect(parseFilePlace("s3://photos?path-style=false", "http://x")).toMatchObject({
      s3: { pathStyle: false },
    });
  });

  it.each(["https://photos", "s3://", "s3://photos?colour=red", "s3://photos?encryption=rot13"])(
    "is not %s",
    (text) => {
      expect(parseFilePlace(text)).toBeUndefined();
    },
  );
});
