import type { Command } from "commander";

const examples = new WeakMap<Command, readonly string[]>();

/** Shows command lines under a command's help and in the man page. */
export function addExamples(command: Command, lines: readonly string[]): void {
  examples.set(command, lines);
  command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

export function examplesOf(command: Command): readonly string[] {
  return examples.get(command) ?? [];
}
