/** Pages that the server hands out beside this application. */
export const REFERENCE_PATH = "/reference";

export function docsPath(language: string): string {
  return language === "en" ? "/docs/" : `/${language}/docs/`;
}
