import { EngineError, type Recipe } from "@alphacut/engine";
import type { Access, Caller, Charge } from "./access.ts";
import type { CutoutEngine, Picture } from "./engine.ts";

export interface CutoutJob {
  caller: Caller;
  bytes: Uint8Array;
  recipe: Recipe;
  signal: AbortSignal;
  /** Names the reservation; unique for every request. */
  id: string;
}

export interface CutoutResult {
  picture: Picture;
  charge: Charge;
}

/**
 * The one use case: sets a credit aside, makes the picture, charges for it. Whatever goes wrong on the way, the caller
 * leaving included, gives the credit back. (A credit that cannot be given back, because storage is gone, comes back
 * when its reservation expires.)
 *
 * @throws AccessError `NoCredits`, `DailyLimitReached`, `StorageUnavailable`
 * @throws EngineError any
 */
export async function cutOut(job: CutoutJob, engine: CutoutEngine, access: Access): Promise<CutoutResult> {
  const reservation = await access.reserve(job.caller, job.id);
  try {
    const picture = await engine.cutout(job.bytes, job.recipe, { signal: job.signal });
    if (job.signal.aborted)
      throw new EngineError("Aborted", "The caller went away", { cause: job.signal.reason });
    return { picture, charge: await reservation.settle() };
  } catch (error) {
    await reservation.release().catch(() => {});
    throw error;
  }
}
