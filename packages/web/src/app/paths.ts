/** A page with a content security policy of its own: links to it load it anew. */
export const REFERENCE_PATH = "/reference";

/** The guides, which the server hands out beside this application. */
export function docsPath(language: string): string {
  return language === "en" ? "/docs/" : `/${language}/docs/`;
}
