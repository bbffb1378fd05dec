import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useStore } from "zustand";
import { accountQuery } from "../../api/account.ts";
import {
  presetsQuery,
  removePreset as removeFromAccount,
  savePreset as saveToAccount,
} from "../../api/presets.ts";
import type { Settings } from "../core/settings.ts";
import { settingsFrom, textOf } from "./kept-settings.ts";
import { removePreset, type SavedPreset, savedPresets, savePreset } from "./saved-presets.ts";

export interface PresetsState {
  /** By name. */
  presets: readonly SavedPreset[];
  /** Where they are kept. */
  place: "account" | "browser";
  /** One of the same name gives way. */
  save: (preset: SavedPreset) => Promise<unknown>;
  remove: (name: string) => Promise<unknown>;
  /** What went wrong last. */
  error: unknown;
}

/** The user's own presets: the account's where somebody is signed in, else this browser's, which move to the account later. */
export function usePresets(): PresetsState {
  const queries = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const here = useStore(savedPresets);
  const there = useQuery({ ...presetsQuery, enabled: Boolean(account) });
  const onSettled = () => queries.invalidateQueries({ queryKey: presetsQuery.queryKey });
  const saving = useMutation({
    mutationFn: (preset: SavedPreset) => saveToAccount(wireOf(preset)),
    onSettled,
  });
  const removing = useMutation({ mutationFn: removeFromAccount, onSettled });
  const moving = useMutation({ mutationFn: moveToAccount, onSettled });
  const isMoving = Boolean(account) && there.isSuccess && here.length > 0;
  const { mutate: move } = moving;
  const taken = there.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when both are known
  useEffect(() => {
    if (isMoving && taken) move(new Set(taken.map(({ name }) => name)));
  }, [isMoving]);
  if (!account) {
    return {
      presets: here,
      place: "browser",
      save: async ({ name, settings }) => savePreset(name, settings),
      remove: async (name) => removePreset(name),
      error: null,
    };
  }
  return {
    presets: (there.data ?? []).map(({ name, settings }) => ({
      name,
      settings: settingsFrom(JSON.stringify(settings)),
    })),
    place: "account",
    save: saving.mutateAsync,
    remove: removing.mutateAsync,
    error: saving.error ?? removing.error ?? moving.error ?? there.error,
  };
}

/** What was saved before somebody signed in; a name that the account has already stays its. */
async function moveToAccount(taken: ReadonlySet<string>): Promise<void> {
  for (const preset of savedPresets.getState()) {
    if (!taken.has(preset.name)) await saveToAccount(wireOf(preset));
    removePreset(preset.name);
  }
}

function wireOf({ name, settings }: { name: string; settings: Settings }) {
  return { name, settings: JSON.parse(textOf(settings)) as Record<string, unknown> };
}
