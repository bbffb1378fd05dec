import { EngineError, type Recipe } from "@alphacut/engine";
import type { Caller } from "@alphacut/platform";
import type { Access } from "./access.ts";
import type { CutoutEngine, Picture } from "./engine.ts";

export interface CutoutJob {
  caller: Caller;
  bytes: Uint8Array;
  recipe: Recipe;
  signal: AbortSignal;
}

export interface CutoutResult {
  picture: Picture;
  /** What the caller has left after this picture, where that is countable. */
  remaining: number | undefined;
}

/**
 * The one use case: sets a credit aside, makes the picture, charges for it. Whatever goes wrong on the way, the caller
 * leaving included, gives the credit back. (A credit that cannot be given back, because storage is gone, comes back
 * when its reservation expires.)
 *
 * @throws PlatformError `InsufficientCredits`, `DailyLimitReached`, `StorageUnavailable`
 * @throws EngineError any
 */
export async function cutOut(job: CutoutJob, engine: CutoutEngine, access: Access): Promise<CutoutResult> {
  const { caller, bytes, recipe, signal } = job;
  const reservation = await access.reserve(caller);
  try {
    const picture = await engine.cutout(bytes, recipe, { signal });
    if (signal.aborted) throw new EngineError("Aborted", "The caller went away", { cause: signal.reason });
    await reservation.settle();
    return { picture, remaining: reservation.remaining };
  } catch (error) {
    await reservation.release().catch(() => {});
    throw error;
  }
}
