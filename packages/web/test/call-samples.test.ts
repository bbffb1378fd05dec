import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callSample, type SampleLanguage } from "../src/dashboard/keys/call-samples.ts";

let server: Server;
let folder: string;
let origin: string;
const received: { path: string | undefined; key: unknown; form: FormData }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-samples-"));
  await writeFile(join(folder, "photo.jpg"), "a photo");
  server = createServer(async (request, response) => {
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    const form = await new Response(new Uint8Array(await buffer(request)), { headers }).formData();
    received.push({ path: request.url, key: request.headers["x-api-key"], form });
    response.end("a cutout");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Whether a program is there and does this without failing. */
function works(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

async function run(program: string, args: string[]): Promise<void> {
  const [code] = await once(spawn(program, args, { cwd: folder, stdio: "inherit" }), "exit");
  expect(code).toBe(0);
}

const RUNNERS: Record<SampleLanguage, { isThere: boolean; run: (sample: string) => Promise<void> }> = {
  curl: { isThere: works("curl", ["--version"]), run: (sample) => run("sh", ["-c", sample]) },
  JavaScript: {
    isThere: true,
    async run(sample) {
      await writeFile(join(folder, "sample.mjs"), sample);
      await run(process.execPath, ["sample.mjs"]);
    },
  },
  Python: {
    isThere: works("python3", ["-c", "import requests"]),
    run: (sample) => run("python3", ["-c", sample]),
  },
};

for (const [language, { isThere, run }] of Object.entries(RUNNERS)) {
  test.skipIf(!isThere)(
    `the ${language} sample sends the photo with the key and writes the cutout`,
    async () => {
      received.length = 0;
      await rm(join(folder, "cutout.png"), { force: true });
      await run(callSample(language as SampleLanguage, origin, "ac_sample"));
      const [{ path, key, form }] = received as [(typeof received)[0]];
      expect({ path, key, format: form.get("format") }).toEqual({
        path: "/rmbg",
        key: "ac_sample",
        format: "png",
      });
      expect(await (form.get("image") as File).text()).toBe("a photo");
      expect(await readFile(join(folder, "cutout.png"), "utf8")).toBe("a cutout");
    },
  );
}
