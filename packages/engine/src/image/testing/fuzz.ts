/**
 * Shows the decoders damaged pictures for as long as one likes: `npm run fuzz -- [minutes]`. A picture that is answered with
 * anything but an engine's error, or takes far too long, is written to the current folder and ends the run.
 */
import { writeFileSync } from "node:fs";
import { judge } from "./judge.ts";
import { mutate } from "./mutate.ts";
import { seededRandom } from "./pictures.ts";
import { seedFiles } from "./seed-files.ts";

const SLOW_MS = 10_000;
const minutes = Number(process.argv[2] ?? 60);
const end = Date.now() + minutes * 60_000;
const seeds = await seedFiles();
const answers = new Map<string, number>();
let slowest = 0;

for (let seed = Date.now() >>> 0; Date.now() < end; seed++) {
  const bytes = mutate(seeds, seededRandom(seed));
  const started = performance.now();
  try {
    const answer = await judge(bytes);
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    slowest = Math.max(slowest, performance.now() - started);
    if (performance.now() - started > SLOW_MS) throw new Error(`it took ${performance.now() - started} ms`);
  } catch (error) {
    writeFileSync(`fuzz-${seed}.bin`, bytes);
    console.error(`fuzz-${seed}.bin:`, error);
    process.exit(1);
  }
}
console.log(Object.fromEntries(answers), `slowest ${Math.round(slowest)} ms`);
