import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommand } from "../testing/run-command.ts";

const print = async (...args: string[]) => (await runCommand(args)).stdout.toString();

/** What bash would offer after the words, the last of them unfinished. */
async function bashOffers(...words: string[]): Promise<string[]> {
  const script = `${await print("completion", "bash")}
    COMP_WORDS=(alphacut ${words.map((word) => `'${word}'`).join(" ")})
    COMP_CWORD=${words.length}
    _alphacut
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script]).toString().trim().split("\n");
}

describe("man page", () => {
  it("is the one in the package; `npm run man` in packages/cli writes it anew", async () => {
    const file = new URL("../../man/alphacut.1", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(await print("man"));
  });

  it("has every command and option, and nothing that roff would take for an instruction", async () => {
    const page = await print("man");
    expect(page).toContain(".SS p [options] in\\-dir out\\-dir");
    expect(page).toContain(".B \\-\\-background <color>".replace(".B ", ".B \\-b, "));
    expect(page).toContain(".SS admin keys revoke [options] user key\\-id");
    const macros = new Set(
      page
        .split("\n")
        .filter((line) => /^[.']/.test(line))
        .map((line) => line.split(" ")[0]),
    );
    expect([...macros].sort()).toEqual([".B", ".EE", ".EX", ".I", ".PP", ".SH", ".SS", ".TH", ".TP", ".br"]);
  });
});

describe("shell completion", () => {
  it("offers commands, then what belongs to each", async () => {
    expect(await bashOffers("")).toEqual(
      expect.arrayContaining(["i", "p", "b", "models", "admin", "--help"]),
    );
    expect(await bashOffers("models", "p")).toEqual(["pull", "prepare"]);
    expect(await bashOffers("admin", "keys", "")).toEqual(["list", "create", "revoke", "-h", "--help"]);
    expect(await bashOffers("p", "--wa")).toEqual(["--watch"]);
  });

  it("offers the values of an option", async () => {
    expect(await bashOffers("i", "photo.jpg", "--format", "")).toEqual(["png", "webp", "jpeg", "bmp"]);
    expect(await bashOffers("i", "-q", "b")).toEqual(["best"]);
    expect(await bashOffers("admin", "users", "set", "--role", "")).toEqual(["user", "admin"]);
  });

  it.each([
    ["zsh", ["#compdef alphacut", "bashcompinit"]],
    [
      "fish",
      [
        "complete -c alphacut -n '__alphacut_at models' -f -a pull",
        "-s f -l format -r -f -a 'png webp jpeg bmp'",
      ],
    ],
  ])("has a script for %s", async (shell, parts) => {
    const script = await print("completion", shell);
    for (const part of parts) expect(script).toContain(part);
  });
});
