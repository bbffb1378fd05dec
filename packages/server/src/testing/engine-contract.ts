import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { CutoutEngine } from "../cutout/engine.ts";

const picture = () => sharp({ create: { width: 48, height: 32, channels: 3, background: "#ffffff" } });
const never = new AbortController().signal;

/** What the server relies on, of the engine and of the stub that stands for it in tests. */
export function describeEngineContract(name: string, engineOf: () => CutoutEngine): void {
  describe(`the contract of an engine: ${name}`, () => {
    it.each(["jpeg", "png", "webp", "gif", "tiff"] as const)("probes %s", async (format) => {
      const bytes = await picture().toFormat(format).toBuffer();
      expect(await engineOf().probe(bytes)).toMatchObject({ format, width: 48, height: 32 });
    });

    it("probes the size of the upright picture", async () => {
      const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
      expect(await engineOf().probe(bytes)).toMatchObject({ width: 32, height: 48 });
    });

    it.each<[string, string, string | Promise<Buffer>]>([
      ["InvalidImage", "no picture", "hello"],
      [
        "UnsupportedImage",
        "a picture of another kind",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      ],
      ["ImageTooLarge", "too large a picture", wide()],
    ])("answers %s for %s", async (code, _, bytes) => {
      await expect(engineOf().probe(Buffer.from((await bytes) as string))).rejects.toMatchObject({ code });
    });

    it.each(["png", "webp", "jpeg"] as const)(
      "makes %s of the size and with the timings that it says",
      async (format) => {
        const bytes = await picture().png().toBuffer();
        const recipe = { format, resize: { width: 24 } } as const;
        const made = await engineOf().cutout(bytes, recipe, { signal: never });
        const { format: written, width, height } = await sharp(made.data).metadata();
        expect([made.format, made.width, made.height]).toEqual([format, 24, 16]);
        expect([written, width, height]).toEqual([format, 24, 16]);
        const stages = ["queue", "decode", "segment", "refine", "compose", "encode"];
        expect(Object.keys(made.timings)).toEqual(stages);
      },
    );

    it("refuses a picture whose data is cut short", async () => {
      const bytes = (await picture().png().toBuffer()).subarray(0, 120);
      const cut = engineOf().cutout(bytes, { format: "png" }, { signal: never });
      await expect(cut).rejects.toMatchObject({ code: "InvalidImage" });
    });

    it("gives up, and is free again, when the caller is gone", async () => {
      const engine = engineOf();
      const gone = engine.cutout(
        await picture().png().toBuffer(),
        { format: "png" },
        { signal: AbortSignal.abort() },
      );
      await expect(gone).rejects.toMatchObject({ code: "Aborted" });
      await expect.poll(() => engine.status()).toMatchObject({ working: 0, waiting: 0 });
    });

    it("becomes ready and names its model", async () => {
      await engineOf().ready();
      expect(engineOf().status()).toMatchObject({ model: expect.any(String), threads: expect.any(Number) });
    });
  });
}

function wide(): Promise<Buffer> {
  return sharp({ create: { width: 10_001, height: 1, channels: 3, background: "#ffffff" } })
    .png()
    .toBuffer();
}
