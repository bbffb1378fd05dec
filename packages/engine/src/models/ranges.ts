import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ranges } from "./onnx/quantize.ts";

/** Activation ranges of one model, as they stand in a file. */
export interface RangesFile {
  model: string;
  /** Checksum of the weights that the ranges belong to. */
  weights: string;
  /** The pictures, in words. */
  measuredOn: string;
  ranges: Ranges;
}

/** Ranges that come with the product. */
const SHIPPED = fileURLToPath(new URL("../../ranges", import.meta.url));

/** Where the ranges of a model stand: in the given models folder, or else in the product itself. */
export function rangesPath(model: string, weights: string, directory = SHIPPED): string {
  return join(directory, `${model}-${weights.slice(0, 16)}.ranges.json`);
}

/** @throws Error when the file cannot be read */
export async function readRanges(path: string): Promise<Ranges> {
  return (JSON.parse(await readFile(path, "utf8")) as RangesFile).ranges;
}

/** JSON with a line for each tensor, five significant digits: a change can be read. */
export function formatRanges({ ranges, ...about }: RangesFile): string {
  const head = Object.entries(about).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const lines = Object.entries(ranges).map(([name, range]) => {
    const values = range.map((value) => Number(value.toPrecision(5)));
    return `    ${JSON.stringify(name)}: [${values.join(", ")}]`;
  });
  return `{\n${head.join("\n")}\n  "ranges": {\n${lines.join(",\n")}\n  }\n}\n`;
}
