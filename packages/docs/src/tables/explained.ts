import type { Language, Translated } from "../languages.ts";

/** @throws Error when the code has a name that no translation explains */
export function explained(
  name: string,
  texts: Readonly<Record<string, Translated>>,
  language: Language,
): string {
  const text = texts[name];
  if (!text) throw new Error(`'${name}' is not explained`);
  return text[language];
}
