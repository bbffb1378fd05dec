const DIALECTS: readonly (readonly [name: string, routes: RegExp])[] = [
  ["rembg.com", /^\/(rmbg|api\/(membership-usage|stripe))(\/|$)/],
  ["fapihub", /^\/v2\/rembg(\/|$)/],
  ["remove.bg", /^\/v1\.0(\/|$)/],
  ["rembg", /^\/api(\/remove)?\/?$/],
  ["jobs", /^\/api\/(jobs|webhooks)(\/|$)/],
  ["editor", /^\/api\/editor(\/|$)/],
  ["account", /^\/api\/(account|auth|site)(\/|$)/],
  ["admin", /^\/api\/admin(\/|$)/],
  ["operations", /^\/(healthz|readyz|metrics)$/],
];

/** Whose API a route belongs to; `pages` is everything that browsers show. */
export function dialectOf(route: string): string {
  return DIALECTS.find(([, routes]) => routes.test(route))?.[0] ?? "pages";
}

/** Whether pictures are asked for there, and answered at once. */
export function makesPictures(dialect: string): boolean {
  return ["rembg.com", "fapihub", "remove.bg", "rembg", "editor"].includes(dialect);
}
