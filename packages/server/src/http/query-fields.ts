/** The parameters of a query string; of one that is given twice the first counts. */
export function queryFields(query: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries((query ?? {}) as object))
    fields[name] = String([value].flat()[0]);
  return fields;
}
