import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, it } from "vitest";
import { RequestError } from "./failure.ts";
import { readForm } from "./multipart.ts";
import { createUploads } from "./upload-budget.ts";

const uploads = createUploads(64 * 1024 * 1024);
const limits = { files: { image: 3000, correction: 500 }, idleTimeoutMs: 60_000 };

/** A request whose body comes in pieces of these sizes, over and over. */
function requestOf(body: Buffer, sizes: readonly number[], boundary: string): IncomingMessage {
  const pieces: Buffer[] = [];
  for (let at = 0, i = 0; at < body.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    pieces.push(body.subarray(at, at + size));
    at += size;
  }
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return Object.assign(Readable.from(pieces, { objectMode: false }), {
    headers,
  }) as unknown as IncomingMessage;
}

const read = (body: Buffer, sizes: readonly number[], boundary: string) => {
  const budget = uploads.of({ kind: "anonymous", address: "192.0.2.1" });
  return readForm(requestOf(body, sizes, boundary), limits, budget, new AbortController().signal);
};

const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
const name = fc.stringMatching(/^[a-z_]{1,12}$/).filter((text) => !(text in limits.files));
const field = fc.record({ name, value: fc.string({ unit: "grapheme", maxLength: 60 }) });
const file = fc.record({
  bytes: fc.uint8Array({ maxLength: 4000 }),
  name: fc.stringMatching(/^[A-Za-z0-9 .-]{1,20}$/),
});

it("a form is read as it was sent, wherever the network cuts it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(field, { maxLength: 8 }), file, sizes, async (fields, image, cuts) => {
      const boundary = randomUUID();
      const part = (head: string, body: Uint8Array | string) =>
        Buffer.concat([
          Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
          Buffer.from(body as string),
          Buffer.from("\r\n"),
        ]);
      const body = Buffer.concat([
        ...fields.map((one) => part(`name="${one.name}"`, one.value)),
        part(`name="image"; filename="${image.name}"`, image.bytes),
        Buffer.from(`--${boundary}--\r\n`),
      ]);
      const form = await read(body, cuts, boundary);
      for (const one of fields)
        expect(form.fields[one.name]).toBe(fields.find((first) => first.name === one.name)?.value);
      const { bytes } = form.files.image ?? {};
      if (image.bytes.length > limits.files.image) expect(bytes).toBeUndefined();
      else expect(Buffer.from(bytes ?? []).equals(image.bytes)).toBe(true);
      form.release();
      expect(uploads.used).toBe(0);
    }),
    { numRuns: 60 },
  );
});

it("any bytes at all are a form or refused in words, and hold no memory afterwards", async () => {
  const pieces = fc.oneof(
    fc
      .constantFrom(
        "--b",
        "--b--",
        "\r\n",
        "\r\n\r\n",
        'Content-Disposition: form-data; name="image"; filename="a.png"',
        'Content-Disposition: form-data; name="w"',
        "Content-Type: text/plain; charset=utf-16",
      )
      .map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 20 }), sizes, async (parts, cuts) => {
      const outcome = await read(Buffer.concat(parts), cuts, "b").catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(RequestError);
      else (outcome as Awaited<ReturnType<typeof read>>).release();
      expect(uploads.used).toBe(0);
    }),
    { numRuns: 200 },
  );
});
