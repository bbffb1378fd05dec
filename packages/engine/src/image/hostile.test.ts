import { expect, it } from "vitest";
import { judge } from "./testing/judge.ts";
import { mutate } from "./testing/mutate.ts";
import { seededRandom } from "./testing/pictures.ts";
import { seedFiles } from "./testing/seed-files.ts";

it("answers damaged pictures of every kind with a picture or an EngineError, never with anything else", async () => {
  const seeds = await seedFiles();
  for (const bytes of seeds) expect(await judge(bytes)).toBe("decoded");
  const answers = new Set<string>();
  for (let seed = 0; seed < 500; seed++) {
    const bytes = mutate(seeds, seededRandom(seed));
    answers.add(
      await judge(bytes).catch((cause: unknown) => {
        throw new Error(`damaged picture ${seed}`, { cause });
      }),
    );
  }
  expect(answers).toEqual(new Set(["decoded", "too large", "InvalidImage", "UnsupportedImage"]));
});
