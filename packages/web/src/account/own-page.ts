/** Where to go after signing in: the wanted page if it is one of ours, else the dashboard. */
export function ownPage(wanted: string | undefined, origin: string): string {
  const fallback = "/dashboard";
  if (wanted === undefined || !URL.canParse(wanted, origin)) return fallback;
  const url = new URL(wanted, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : fallback;
}
