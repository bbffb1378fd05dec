import type { Language } from "../languages.ts";
import { errors } from "../translations/errors.ts";
import { words } from "../translations/words.ts";
import { type DocumentedAnswer, errorsOf, operationAt, operationsBelow } from "./document.ts";
import { explained } from "./explained.ts";
import { code, markdownTable } from "./markdown-table.ts";

/** Every error of the rembg.com API. */
export function rmbgErrorTable(language: Language): string {
  const operations = [operationAt("post", "/rmbg"), operationAt("get", "/api/membership-usage")];
  return withoutCodes(errorsOf(operations), language);
}

/** Every error of the fapihub API. */
export function fapihubErrorTable(language: Language): string {
  return withCodes(errorsOf(operationsBelow("/v2/rembg/")), language);
}

/** Every error of our own APIs. */
export function accountErrorTable(language: Language): string {
  return withCodes(errorsOf(operationsBelow("/api/account", "/api/admin", "/api/editor")), language);
}

function withoutCodes(answers: readonly DocumentedAnswer[], language: Language): string {
  const head = [words.status[language], words.message[language], words.advice[language]];
  const rows = answers.map(({ status, message, name }) => [
    String(status),
    code(message),
    explained(name, errors, language),
  ]);
  return markdownTable(head, rows);
}

function withCodes(answers: readonly DocumentedAnswer[], language: Language): string {
  const head = [words.status, words.code, words.message, words.advice].map((word) => word[language]);
  const rows = answers.map((answer) => [
    String(answer.status),
    code(answer.code),
    code(answer.message),
    explained(answer.name, errors, language),
  ]);
  return markdownTable(head, rows);
}
