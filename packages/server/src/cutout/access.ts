import type { Admission, Callers, TestImages } from "@alphacut/platform";

/** What the use case needs of the platform: who calls, how often, and whether one more image is theirs. */
export type Access = Pick<Callers, "identify"> &
  Pick<Admission, "takeRequest" | "takeQuestion" | "reserve"> &
  Pick<TestImages, "reserveTest">;
