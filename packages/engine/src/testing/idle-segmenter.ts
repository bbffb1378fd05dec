import type { SegmenterStatus } from "../segment/segmenter.ts";

/** What a segmenter on one lane says of itself that has nothing to do. */
export const idleStatus: SegmenterStatus = {
  lanes: 1,
  waiting: 0,
  secondsPerLook: 1,
  runs: [],
  restarts: 0,
  answered: { model: 0, memory: 0, shared: 0 },
};
