import { expect, test } from "vitest";
import { type History, NO_HISTORY, recorded, stepBack, stepForward } from "./history.ts";

const two: History<number> = recorded(recorded<number>(NO_HISTORY, 1), 2);

test("undo and redo go through the states in order and stop at the ends", () => {
  const once = stepBack(two, 3)!;
  expect(once.state).toBe(2);
  const twice = stepBack(once.history, once.state)!;
  expect(twice.state).toBe(1);
  expect(stepBack(twice.history, twice.state)).toBeUndefined();
  const again = stepForward(twice.history, twice.state)!;
  expect(again.state).toBe(2);
  const last = stepForward(again.history, again.state)!;
  expect(last).toEqual({ state: 3, history: two });
  expect(stepForward(last.history, last.state)).toBeUndefined();
});

test("a new step after an undo forgets what was taken back", () => {
  expect(recorded(stepBack(two, 3)!.history, 2)).toEqual({ past: [1, 2], future: [] });
});
