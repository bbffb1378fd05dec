import type { Language, Translated } from "../languages.ts";
import * as translations from "../translations/fields.ts";
import { words } from "../translations/words.ts";
import { type FieldSchema, formOf, type Operation, operationAt } from "./document.ts";
import { explained } from "./explained.ts";
import { code, markdownTable } from "./markdown-table.ts";

/** The fields of `POST /rmbg`. */
export function rmbgFieldTable(language: Language): string {
  const { properties, required = [] } = formOf(operationAt("post", "/rmbg"));
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    typeOf(schema, language),
    defaultOf(schema, required.includes(name), language),
    explained(name, { image: translations.image, ...translations.rmbgFields }, language),
  ]);
  return markdownTable(heads(language, words.field, words.type, words.default, words.meaning), rows);
}

const EFFECTS = ["", "mask/", "blur/", "color/", "gradient/", "shadow/"];

/** The fields of every address under `/v2/rembg/`; those that all of them have stand first. */
export function fapihubFieldTable(language: Language): string {
  const forms = EFFECTS.map((effect) => {
    const address = `/v2/rembg/${effect}`;
    return { address, form: formOf(operationAt("post", address)) };
  });
  const names = [...new Set(forms.flatMap(({ form }) => Object.keys(form.properties)))];
  const rows = names.map((name) => {
    const having = forms.filter(({ form }) => name in form.properties);
    const { properties, required = [] } = having[0]!.form;
    const everywhere = having.length === forms.length;
    return {
      everywhere,
      cells: [
        everywhere ? code("/v2/rembg/…") : having.map(({ address }) => code(`POST ${address}`)).join("<br>"),
        code(name),
        typeOf(properties[name]!, language),
        defaultOf(properties[name]!, required.includes(name), language),
        explained(name, { image: translations.image, ...translations.fapihubFields }, language),
      ],
    };
  });
  const sorted = [...rows.filter((row) => row.everywhere), ...rows.filter((row) => !row.everywhere)];
  const head = heads(language, words.address, words.field, words.type, words.default, words.meaning);
  return markdownTable(
    head,
    sorted.map(({ cells }) => cells),
  );
}

/** The headers of an answered picture. */
export function answerHeaderTable(language: Language): string {
  const names = Object.keys(operationAt("post", "/rmbg").responses["200"]?.headers ?? {});
  return markdownTable(
    heads(language, words.header, words.meaning),
    describe(names, translations.answerHeaders, language),
  );
}

const membership: Operation = operationAt("get", "/api/membership-usage");

/** Query and answer of `GET /api/membership-usage`. */
export const membershipTables = {
  parameters(language: Language): string {
    const rows = (membership.parameters ?? []).map(({ name, schema }) => [
      code(name),
      typeOf(schema, language),
      explained(name, translations.membershipParameters, language),
    ]);
    return markdownTable(heads(language, words.parameter, words.type, words.meaning), rows);
  },
  fields(language: Language): string {
    const names = Object.keys(translations.membershipFields);
    return markdownTable(
      heads(language, words.field, words.meaning),
      describe(names, translations.membershipFields, language),
    );
  },
};

function describe(
  names: readonly string[],
  texts: Readonly<Record<string, Translated>>,
  language: Language,
): string[][] {
  return names.map((name) => [code(name), explained(name, texts, language)]);
}

function typeOf(schema: FieldSchema, language: Language): string {
  if (schema.enum) return schema.enum.map((value) => code(value)).join(", ");
  const isFile = "contentMediaType" in schema;
  const name = isFile ? words.file : (words[schema.type as keyof typeof words] ?? words.string);
  const { minimum, maximum } = schema;
  return minimum === undefined ? name[language] : `${name[language]}, ${minimum}…${maximum}`;
}

function defaultOf(schema: FieldSchema, required: boolean, language: Language): string {
  if (required) return words.required[language];
  return schema.default === undefined ? "–" : code(String(schema.default));
}

function heads(language: Language, ...columns: readonly Translated[]): string[] {
  return columns.map((column) => column[language]);
}
