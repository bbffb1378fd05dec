import type { Command, Option } from "commander";

/** A command that does something, with the words that call it: `["models", "pull"]`. */
export interface Leaf {
  words: string[];
  command: Command;
}

/** The commands directly below one, without hidden ones and without `help`. */
export function childrenOf(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== "help");
}

/** All commands that do something, in the order of the help. */
export function leavesOf(command: Command, words: string[] = []): Leaf[] {
  const children = childrenOf(command);
  if (children.length === 0) return [{ words, command }];
  return children.flatMap((child) => leavesOf(child, [...words, child.name()]));
}

/** The options of a command, `--help` among them. */
export function optionsOf(command: Command): Option[] {
  return command.createHelp().visibleOptions(command);
}

/** Whether the option is followed by a value. */
export function takesValue(option: Option): boolean {
  return option.required || option.optional;
}
