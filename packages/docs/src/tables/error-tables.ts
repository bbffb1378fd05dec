import type { Language, Translated } from "../languages.ts";
import { inOtherDialects } from "../translations/dialect-errors.ts";
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

/** Every error of the remove.bg API, each code once. */
export function removeBgErrorTable(language: Language): string {
  const answers = errorsOf([operationAt("post", "/v1.0/removebg")]);
  const first = new Map(answers.toReversed().map((answer) => [`${answer.status} ${answer.code}`, answer]));
  const shown = answers.filter((answer) => first.get(`${answer.status} ${answer.code}`) === answer);
  return withCodes(shown, language, { ...errors, ...inOtherDialects });
}

/** Every error of rembg's HTTP server. */
export function rembgServerErrorTable(language: Language): string {
  const operations = [operationAt("post", "/api/remove"), operationAt("get", "/api/remove")];
  return withoutCodes(errorsOf(operations), language, { ...errors, ...inOtherDialects });
}

/** Every error of our own APIs. */
export function accountErrorTable(language: Language): string {
  return withCodes(
    errorsOf(operationsBelow("/api/account", "/api/admin", "/api/editor", "/api/jobs", "/api/webhooks")),
    language,
  );
}

function withoutCodes(
  answers: readonly DocumentedAnswer[],
  language: Language,
  texts: Readonly<Record<string, Translated>> = errors,
): string {
  const head = [words.status[language], words.message[language], words.advice[language]];
  const rows = answers.map(({ status, message, name }) => [
    String(status),
    code(message),
    explained(name, texts, language),
  ]);
  return markdownTable(head, rows);
}

function withCodes(
  answers: readonly DocumentedAnswer[],
  language: Language,
  texts: Readonly<Record<string, Translated>> = errors,
): string {
  const head = [words.status, words.code, words.message, words.advice].map((word) => word[language]);
  const rows = answers.map((answer) => [
    String(answer.status),
    code(answer.code),
    code(answer.message),
    explained(answer.name, texts, language),
  ]);
  return markdownTable(head, rows);
}
