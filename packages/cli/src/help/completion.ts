import type { Command, Option } from "commander";
import { childrenOf, optionsOf, takesValue } from "./command-tree.ts";

export type Shell = "bash" | "zsh" | "fish";

/** A script that teaches a shell the commands and options, and files everywhere else. */
export function completionScript(program: Command, shell: Shell): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](program);
}

interface Place {
  /** What has been written so far, without options: `models pull`. */
  path: string;
  children: Command[];
  options: Option[];
}

/** The program and every command below it. */
function placesOf(command: Command, path: string[] = []): Place[] {
  const children = childrenOf(command);
  const here = { path: path.join(" "), children, options: optionsOf(command) };
  return [here, ...children.flatMap((child) => placesOf(child, [...path, child.name()]))];
}

const flagsOf = ({ short, long }: Option) => [short, long].filter((flag) => flag !== undefined);
const wordsOf = ({ children, options }: Place) => [
  ...children.map((child) => child.name()),
  ...options.flatMap(flagsOf),
];

function bashScript(program: Command): string {
  const places = placesOf(program);
  const paths = places.slice(1).map(({ path }) => `      '${path}') path='${path}' ;;`);
  const words = places.map((place) => `    '${place.path}') words='${wordsOf(place).join(" ")}' ;;`);
  const choices = choicesOf(places).map(([flag, values]) => `    ${flag}) words='${values.join(" ")}' ;;`);
  return `# bash completion of alphacut; put it where bash looks: source <(alphacut completion bash)
_alphacut() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
${paths.join("\n")}
    esac
  done
  case $path in
${words.join("\n")}
  esac
  case $previous in
${choices.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _alphacut alphacut
`;
}

/** Options whose values are known; a flag means the same in every command. */
function choicesOf(places: Place[]): [flag: string, values: readonly string[]][] {
  const choices = new Map<string, readonly string[]>();
  for (const option of places.flatMap(({ options }) => options)) {
    if (option.argChoices) choices.set(flagsOf(option).join("|"), option.argChoices);
  }
  return [...choices];
}

function zshScript(program: Command): string {
  return `#compdef alphacut
# zsh completion of alphacut: source <(alphacut completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bashScript(program).split("\n").slice(1).join("\n")}`;
}

function fishScript(program: Command): string {
  const lines = placesOf(program).flatMap((place) => {
    const seen = place.path ? `__alphacut_at ${place.path}` : "__alphacut_at";
    return [
      ...place.children.map(
        (child) => `complete -c alphacut -n '${seen}' -f -a ${child.name()} -d ${quote(child.description())}`,
      ),
      ...place.options.map((option) => fishOption(option, seen)),
    ];
  });
  return `# fish completion of alphacut: alphacut completion fish | source
function __alphacut_at
  set -l words (string match -v -- '-*' (commandline -opc)[2..])
  test "$words[1..$(count $argv)]" = "$argv"; or test (count $argv) -eq 0 -a (count $words) -eq 0
end
${lines.join("\n")}
`;
}

function fishOption(option: Option, seen: string): string {
  const { short, long, argChoices, description } = option;
  const parts = [
    `complete -c alphacut -n '${seen}'`,
    short && `-s ${short.slice(1)}`,
    long && `-l ${long.slice(2)}`,
    takesValue(option) && "-r",
    argChoices && `-f -a '${argChoices.join(" ")}'`,
    description && `-d ${quote(description)}`,
  ];
  return parts.filter(Boolean).join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
