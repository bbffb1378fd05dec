/** States that can be brought back. */
export interface History<State> {
  /** The latest last. */
  past: readonly State[];
  /** Those taken back, the latest first. */
  future: readonly State[];
}

/** More steps than anybody takes back one by one. */
const LONGEST = 200;

export const NO_HISTORY: History<never> = { past: [], future: [] };

/** A new step away from `before` forgets what was taken back. */
export function recorded<State>({ past }: History<State>, before: State): History<State> {
  return { past: [...past, before].slice(-LONGEST), future: [] };
}

/** One step back from `now`; undefined at the beginning. */
export function stepBack<State>(
  { past, future }: History<State>,
  now: State,
): { history: History<State>; state: State } | undefined {
  if (past.length === 0) return undefined;
  return { history: { past: past.slice(0, -1), future: [now, ...future] }, state: past.at(-1)! };
}

/** One step forward from `now`; undefined where nothing was taken back. */
export function stepForward<State>(
  { past, future }: History<State>,
  now: State,
): { history: History<State>; state: State } | undefined {
  const [next, ...rest] = future;
  if (future.length === 0) return undefined;
  return { history: { past: [...past, now], future: rest }, state: next as State };
}
