import { readFileSync } from "node:fs";
import { MODELS } from "@alphacut/engine";
import { builtInCatalog, jobAllowanceOf } from "@alphacut/platform";
import { printConfig, type VariableName } from "@alphacut/server";
import type { Language, Translated } from "../languages.ts";
import { metrics } from "../translations/metrics.ts";
import { licenseNotes, modelPurposes } from "../translations/models.ts";
import { variables } from "../translations/variables.ts";
import { words } from "../translations/words.ts";
import {
  accountErrorTable,
  fapihubErrorTable,
  rembgServerErrorTable,
  removeBgErrorTable,
  rmbgErrorTable,
} from "./error-tables.ts";
import { explained } from "./explained.ts";
import { answerHeaderTable, fapihubFieldTable, membershipTables, rmbgFieldTable } from "./field-tables.ts";
import { code, markdownTable } from "./markdown-table.ts";

type Table = (language: Language) => string;

/** Everything made from the code that a page may ask for with `<!-- table: name -->`. */
export const tables: Readonly<Record<string, Table>> = {
  "rmbg-fields": rmbgFieldTable,
  "fapihub-fields": fapihubFieldTable,
  "answer-headers": answerHeaderTable,
  "membership-parameters": membershipTables.parameters,
  "membership-fields": membershipTables.fields,
  "rmbg-errors": rmbgErrorTable,
  "fapihub-errors": fapihubErrorTable,
  "remove-bg-errors": removeBgErrorTable,
  "rembg-server-errors": rembgServerErrorTable,
  "account-errors": accountErrorTable,
  variables: variableTable,
  plans: planTable,
  models: modelTable,
  metrics: metricTable,
  "engine-options": engineOptions,
};

/** @throws Error when there is no such table */
export function renderTable(name: string, language: Language): string {
  const table = tables[name];
  if (!table) throw new Error(`There is no table '${name}'`);
  return table(language);
}

function variableTable(language: Language): string {
  const rows = printConfig({})
    .split("\n")
    .map((line) => {
      const [name = "", fallback] = line.split(/=(.*)/);
      return [code(name), code(fallback), variables[name as VariableName][language]];
    });
  return markdownTable(heads(language, words.variable, words.default, words.meaning), rows);
}

function metricTable(language: Language): string {
  const rows = Object.entries(metrics).map(([name, meaning]) => [code(name), meaning[language]]);
  return markdownTable(heads(language, words.metric, words.meaning), rows);
}

function planTable(language: Language): string {
  const { format } = new Intl.NumberFormat(language);
  const storage = sizesIn(language, "gigabyte");
  const rows = builtInCatalog().plans.map((plan) => {
    const { items, gigabytes, days } = jobAllowanceOf(plan);
    const { label, includedCredits, requestsPerMinute } = plan;
    return [
      label,
      ...[includedCredits, requestsPerMinute, items].map((number) => format(number)),
      storage.format(gigabytes),
      format(days),
    ];
  });
  return markdownTable(
    heads(
      language,
      words.plan,
      words.includedCredits,
      words.requestsPerMinute,
      words.jobItems,
      words.jobFiles,
      words.jobDays,
    ),
    rows,
  );
}

function modelTable(language: Language): string {
  const sizes = sizesIn(language, "megabyte");
  const rows = MODELS.map(({ name, license, approximateMegabytes }) => [
    code(name),
    explained(name, modelPurposes, language),
    sizes.format(approximateMegabytes),
    license.note ? `${license.name} (${explained(name, licenseNotes, language)})` : license.name,
  ]);
  return markdownTable(heads(language, words.model, words.purpose, words.size, words.license), rows);
}

/** Sizes as the language writes them: "1,176 MB", "1.176 MB" or "1,176MB". */
function sizesIn(language: Language, unit: "megabyte" | "gigabyte"): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: "unit", unit });
}

/** The type of the engine's options as it stands in its source. */
function engineOptions(): string {
  const source = readFileSync(new URL("../../../engine/src/engine.ts", import.meta.url), "utf8");
  const declaration = /^export interface EngineOptions \{.*?^\}/ms.exec(source)?.[0];
  if (!declaration) throw new Error("The engine has no EngineOptions any more");
  return `\`\`\`ts\n${declaration}\n\`\`\``;
}

function heads(language: Language, ...columns: readonly Translated[]): string[] {
  return columns.map((column) => column[language]);
}
