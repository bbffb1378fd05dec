import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { NewPreset, Preset } from "./schema.ts";

/** The account's presets of the editor, by name. */
export const presetsQuery = queryOptions({
  queryKey: ["presets"],
  queryFn: async ({ signal }) =>
    (await call<{ presets: Preset[] }>("/api/account/presets", { signal })).presets,
});

/** One of the same name gives way. */
export function savePreset(preset: NewPreset): Promise<Preset> {
  return call("/api/account/presets", { method: "POST", body: preset });
}

export function removePreset(name: string): Promise<void> {
  return call(`/api/account/presets/${encodeURIComponent(name)}`, { method: "DELETE" });
}
