import type { Context } from "../context.ts";
import { UsageError } from "../errors.ts";
import { type Translated, translateServe } from "./rembg-serve.ts";

const CUTOUT_COMMANDS = ["i", "p", "b"];

/** What is called otherwise here. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  "-om": "--only-mask",
  "--bgcolor": "--background",
  "-bgc": "--background",
  "--output_specifier": "--output",
  "--delete_input": "--delete-input",
};

const MATTING = "edges are always refined here, and --quality best takes the most time for them";
const SMOOTHED = "masks are smoothed here without it";
const CLEANED = "the colors of edges are always cleaned here";

/** What isn't needed here and therefore does nothing: how many values follow, and why. */
const NEEDLESS: Readonly<Record<string, { values: number; why: string }>> = {
  "-a": { values: 0, why: MATTING },
  "--alpha-matting": { values: 0, why: MATTING },
  "-af": { values: 1, why: MATTING },
  "--alpha-matting-foreground-threshold": { values: 1, why: MATTING },
  "-ab": { values: 1, why: MATTING },
  "--alpha-matting-background-threshold": { values: 1, why: MATTING },
  "-ae": { values: 1, why: MATTING },
  "--alpha-matting-erode-size": { values: 1, why: MATTING },
  "-ppm": { values: 0, why: SMOOTHED },
  "--post-process-mask": { values: 0, why: SMOOTHED },
  "-dc": { values: 0, why: CLEANED },
};

/**
 * Lets users of the Python tool `rembg` write what they are used to: its commands `s` and `d`, flags of two and three letters,
 * `-bgc 255 255 255 255` with its four separate numbers.
 *
 * @throws UsageError for what has no meaning here, with what to use instead
 */
export function fromRembgFlags(args: readonly string[], env: Context["env"]): Translated {
  const [command = "", ...rest] = args;
  if (command === "s") return translateServe(rest, env);
  if (command === "d") {
    if (rest.every((word) => word.startsWith("-") && word !== "-h" && word !== "--help"))
      throw new UsageError(
        "Name the models to download, such as: alphacut d u2net (alphacut models list has all)",
      );
    return { args: ["models", "pull", ...rest], notes: [] };
  }
  if (!CUTOUT_COMMANDS.includes(command)) return { args: [...args], notes: [] };
  const { args: translated, notes } = translateCutout(rest);
  return { args: [command, ...translated], notes };
}

function translateCutout(args: readonly string[]): Translated {
  const translated: string[] = [];
  const needless = new Map<string, string[]>();
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]!;
    const [name = "", value] = argument.startsWith("--") ? argument.split("=", 2) : [argument];
    if (argument === "--") {
      translated.push(...args.slice(at));
      break;
    }
    if (name === "-x" || name === "--extras")
      throw new UsageError(
        `${name} has no meaning here; use --model-file for a model of your own, --keep-mask, --remove-mask or --roi to say what to keep`,
      );
    const skipped = Object.hasOwn(NEEDLESS, name) ? NEEDLESS[name] : undefined;
    if (skipped) {
      needless.set(skipped.why, [...(needless.get(skipped.why) ?? []), name]);
      if (value === undefined) at += skipped.values;
      continue;
    }
    translated.push(renamed(argument, name));
    if (name !== "-bgc" && name !== "--bgcolor") continue;
    const numbers = numbersAfter(args, at);
    if (numbers.length >= 3) translated.push(numbers.join(","));
    if (numbers.length >= 3) at += numbers.length;
  }
  return { args: translated, notes: [...needless].map(([why, names]) => `${names.join(", ")}: ${why}`) };
}

function renamed(argument: string, name: string): string {
  return Object.hasOwn(LONG_NAMES, name) ? LONG_NAMES[name]! + argument.slice(name.length) : argument;
}

/** Up to four channels. */
function numbersAfter(args: readonly string[], at: number): string[] {
  const candidates = args.slice(at + 1, at + 5);
  const end = candidates.findIndex((text) => !/^\d{1,3}$/.test(text));
  return end < 0 ? candidates : candidates.slice(0, end);
}
