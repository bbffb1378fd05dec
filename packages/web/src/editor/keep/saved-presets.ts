import { createStore } from "zustand/vanilla";
import type { Settings } from "../core/settings.ts";
import { settingsFrom, textOf } from "./kept-settings.ts";

/** Settings that somebody has given a name. */
export interface SavedPreset {
  name: string;
  settings: Settings;
}

const STORED_PRESETS = "alphacut.presets";

function load(): SavedPreset[] {
  const texts = JSON.parse(localStorage.getItem(STORED_PRESETS) ?? "{}") as Record<string, string>;
  return Object.entries(texts).map(([name, text]) => ({ name, settings: settingsFrom(text) }));
}

/** The user's own presets, kept in this browser. */
export const savedPresets = createStore<SavedPreset[]>(load);

savedPresets.subscribe((presets) => {
  const texts = Object.fromEntries(presets.map(({ name, settings }) => [name, textOf(settings)]));
  localStorage.setItem(STORED_PRESETS, JSON.stringify(texts));
});

/** One of the same name gives way. */
export function savePreset(name: string, settings: Settings): void {
  const others = savedPresets.getState().filter((preset) => preset.name !== name);
  savedPresets.setState([...others, { name, settings }], true);
}

export function removePreset(name: string): void {
  savedPresets.setState((presets) => presets.filter((preset) => preset.name !== name), true);
}
