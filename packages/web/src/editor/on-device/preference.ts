import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { siteQuery } from "../../api/site.ts";
import { queryClient } from "../../app/query-client.ts";

const STORED = "alphacut.onDevice";

/** Whether pictures are cut out in this browser instead of on the server; kept for the next visit. */
const store = createStore<{ chosen: boolean }>(() => ({ chosen: localStorage.getItem(STORED) === "true" }));

/** Holds for pictures that come from now on. */
export function chooseOnDevice(chosen: boolean): void {
  localStorage.setItem(STORED, String(chosen));
  store.setState({ chosen });
}

export function useOnDevice(): boolean {
  return useStore(store).chosen;
}

/**
 * Whether the next picture stays here. As long as the server has not said that it offers this no more, whoever chose it is
 * believed: a picture once sent can't be taken back.
 */
export async function isOnDevice(): Promise<boolean> {
  if (!store.getState().chosen) return false;
  const site = await queryClient.ensureQueryData({ ...siteQuery, networkMode: "always" }).catch(() => null);
  return site?.onDevice ?? true;
}
