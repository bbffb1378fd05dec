import type { Command, Option } from "commander";
import { leavesOf, optionsOf } from "./command-tree.ts";
import { examplesOf } from "./examples.ts";

/** The manual page `alphacut(1)` in the man(7) macros. */
export function manPage(program: Command): string {
  const leaves = leavesOf(program);
  const lines = [
    `.TH ALPHACUT 1 "" "alphacut ${program.version()}" "User Commands"`,
    ".SH NAME",
    "alphacut \\- remove the background of pictures",
    ".SH SYNOPSIS",
    ...leaves.flatMap(({ words, command }) => [
      ".br",
      `.B alphacut ${roff(words.join(" "))}`,
      roff(argumentsOf(command)),
    ]),
    ".SH DESCRIPTION",
    `${roff(program.description())}.`,
    ".SH COMMANDS",
    ...leaves.flatMap(({ words, command }) => [
      `.SS ${roff([...words, argumentsOf(command)].join(" "))}`,
      `${roff(sentence(command.description()))}`,
      ...command.registeredArguments.flatMap((argument) =>
        argument.description
          ? [".TP", `.I ${roff(argument.name())}`, roff(sentence(argument.description))]
          : [],
      ),
      ...optionsOf(command).flatMap(optionLines),
      ...examplesOf(command).flatMap((line) => [".PP", ".EX", roff(line), ".EE"]),
    ]),
    ".SH EXIT STATUS",
    ...EXIT_STATUS.flatMap(([code, meaning]) => [".TP", `.B ${code}`, meaning]),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.flatMap(([name, meaning]) => [".TP", `.B ${name}`, meaning]),
  ];
  return `${lines.join("\n")}\n`;
}

const EXIT_STATUS = [
  ["0", "Done."],
  ["1", "Some inputs failed; each is named on standard error."],
  ["2", "The command makes no sense as it was written."],
  ["130", "Interrupted."],
] as const;

const ENVIRONMENT = [
  [
    "ALPHACUT_MODELS_DIR",
    "Prepared and downloaded models; otherwise the server's data folder, or the user's cache.",
  ],
  ["ALPHACUT_PRECISION", "What models compute in: auto (a trial on this machine decides), int8 or float32."],
  [
    "ALPHACUT_MEMORY",
    "auto (small where there is less than 1.5 GB), small (one picture at a time in 512 MB) or normal.",
  ],
  ["ALPHACUT_MODEL, ALPHACUT_THREADS", "The model to use when none is named, and its threads."],
  ["ALPHACUT_API_KEY", "Key for \\-\\-remote."],
  ["ALPHACUT_URL, ALPHACUT_ADMIN_TOKEN", "The server that the admin commands talk to, and its token."],
  ["HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "Proxies for downloads and remote servers."],
] as const;

function argumentsOf(command: Command): string {
  const shown = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? name : `[${name}]`;
  });
  return ["[options]", ...shown].join(" ");
}

function optionLines(option: Option): string[] {
  const choices = option.argChoices ? ` One of ${option.argChoices.join(", ")}.` : "";
  const initial = typeof option.defaultValue === "boolean" ? undefined : option.defaultValue;
  const fallback = initial === undefined ? "" : ` Default: ${initial}.`;
  const text = option.description ? sentence(option.description) : "";
  return [".TP", `.B ${roff(option.flags)}`, roff(`${text}${choices}${fallback}`.trim())];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Backslashes, hyphens and a dot or quote at the start of a line mean something to roff. */
function roff(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/gm, "\\&$&");
}
