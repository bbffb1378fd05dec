/** Short options of two and three letters, as in the Python tool. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  "-om": "--only-mask",
  "--bgcolor": "--background",
  "-bgc": "--background",
};

/**
 * Lets users of the Python tool `rembg` write what they are used to: `-om`, and `-bgc 255 255 255 255` with its four
 * separate numbers.
 */
export function fromRembgFlags(args: readonly string[]): string[] {
  const translated: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]!;
    if (argument === "--") return [...translated, ...args.slice(at)];
    translated.push(LONG_NAMES[argument] ?? argument);
    if (argument !== "-bgc" && argument !== "--bgcolor") continue;
    const numbers = numbersAfter(args, at);
    if (numbers.length >= 3) translated.push(numbers.join(","));
    if (numbers.length >= 3) at += numbers.length;
  }
  return translated;
}

/** Up to four channels. */
function numbersAfter(args: readonly string[], at: number): string[] {
  const candidates = args.slice(at + 1, at + 5);
  const end = candidates.findIndex((text) => !/^\d{1,3}$/.test(text));
  return end < 0 ? candidates : candidates.slice(0, end);
}
