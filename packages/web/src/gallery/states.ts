import { EDITOR_STATES } from "./editor-states.tsx";
import { PART_STATES } from "./part-states.tsx";
import type { State } from "./state.ts";

export const STATES: readonly State[] = [...PART_STATES, ...EDITOR_STATES];

export function stateNamed(id: string | null): State | undefined {
  return STATES.find((state) => state.id === id);
}
