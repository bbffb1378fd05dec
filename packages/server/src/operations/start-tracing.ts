import type { Tracing } from "./tracing.ts";

/** @param endpoint of a collector of traces; without one nothing of the tracing library is loaded */
export async function startTracing(
  endpoint: string | undefined,
  version: string,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { openTracing } = await import("./otlp-tracing.ts");
  return openTracing(endpoint, version);
}
