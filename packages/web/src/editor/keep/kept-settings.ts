import { DEFAULT_SETTINGS, type Settings } from "../core/settings.ts";

const STORED_SETTINGS = "alphacut.settings";

/** The settings of the last visit; the usual ones where there was none. */
export function keptSettings(): Settings {
  return settingsFrom(localStorage.getItem(STORED_SETTINGS));
}

export function keepSettings(settings: Settings): void {
  localStorage.setItem(STORED_SETTINGS, textOf(settings));
}

/** As JSON, without the background picture: files don't fit in there. */
export function textOf(settings: Settings): string {
  return JSON.stringify({ ...settings, background: { ...settings.background, picture: null } });
}

/** What is missing, unknown or of another type is as usual. */
export function settingsFrom(text: string | null): Settings {
  const settings = merged(DEFAULT_SETTINGS, parsed(text));
  const { background } = settings;
  return background.kind === "picture" ? { ...settings, background: DEFAULT_SETTINGS.background } : settings;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** `usual`, with those values of `given` that are of the same kind; a side in pixels may be none. */
function merged<T>(usual: T, given: unknown): T {
  if (usual === null) return (typeof given === "number" ? given : null) as T;
  if (typeof usual === "number" && given === null) return given as T;
  if (typeof usual !== "object") return (typeof given === typeof usual ? given : usual) as T;
  const from = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const entries = Object.entries(usual as object).map(([name, value]) => [name, merged(value, from[name])]);
  return Object.fromEntries(entries) as T;
}
