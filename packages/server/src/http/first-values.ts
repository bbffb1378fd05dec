/** A parsed query string in which of a parameter that is given twice the first counts. */
export function firstValues(query: unknown): Record<string, unknown> {
  const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
  return Object.fromEntries(Object.entries(query as object).map(([name, value]) => [name, first(value)]));
}
