import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";

/** A server that speaks S3's API, with one empty bucket `bucket`, on a free port of the loopback interface. */
export async function startS3() {
  const directory = await mkdtemp(join(tmpdir(), "alphacut-s3-"));
  const options = { address: "127.0.0.1", port: 0, silent: true, configureBuckets: [{ name: "bucket" }] };
  const server = new S3rver({ ...options, directory });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** What the server takes; the SDK reads them from the environment. */
    credentials: { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER", AWS_REGION: "us-east-1" },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
