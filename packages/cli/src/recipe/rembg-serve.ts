import type { Context } from "../context.ts";

/** A command line in our words, and what to tell whoever wrote it in those of the tool. */
export interface Translated {
  args: string[];
  notes: string[];
}

const PORT = "7000";
const NO_UI = "--no-ui";

const NAMES: Readonly<Record<string, string>> = {
  "-h": "--host",
  "-l": "--log-level",
  "--log_level": "--log-level",
  "-t": "--threads",
};

const LEVELS: Readonly<Record<string, string>> = { warning: "warn", critical: "fatal" };

/** `rembg s`: our server, where the scripts of that tool's users look for it. */
export function translateServe(args: readonly string[], env: Context["env"]): Translated {
  const words = args
    .filter((argument) => argument !== NO_UI)
    .flatMap((argument) => {
      const [name = "", ...value] = argument.split("=");
      return name.startsWith("--") && value.length > 0 ? [name, value.join("=")] : [argument];
    });
  const translated = words.map((word, at) => {
    // Without a value after it, -h asks for help.
    if (word === "-h" && at === words.length - 1) return word;
    if (words[at - 1] === "-l" || words[at - 1] === "--log_level") return LEVELS[word] ?? word;
    return NAMES[word] ?? word;
  });
  const notes = args.includes(NO_UI) ? [`${NO_UI}: the editor costs nothing while nobody uses it`] : [];
  const hasPort = translated.some((word) => word === "-p" || word === "--port") || env.PORT;
  if (hasPort || translated.some((word) => word === "-h" || word === "--help"))
    return { args: ["serve", ...translated], notes };
  return {
    args: ["serve", "--port", PORT, ...translated],
    notes: [
      ...notes,
      `Port ${PORT}, as rembg has it; --port takes another, --host 0.0.0.0 lets other machines in`,
    ],
  };
}
