import { EngineError, type Recipe } from "@alphacut/engine";
import type { Caller, ImageReservation } from "@alphacut/platform";
import type { Access } from "./access.ts";
import type { CutoutEngine, Picture } from "./engine.ts";

export interface CutoutJob {
  caller: Caller;
  bytes: Uint8Array;
  recipe: Recipe;
  signal: AbortSignal;
  /** `paid`: this very picture was paid for before. `test`: a test picture, free but counted. */
  price: "credit" | "paid" | "test";
  /** Rejects when nobody wants the picture any more; asked before it is charged. */
  wanted?: () => Promise<void>;
}

export interface CutoutResult {
  picture: Picture;
  /** Credits that were charged for this picture: 1 or 0. */
  charged: number;
  /** What the caller has left after this picture, where that is countable. */
  remaining: number | undefined;
}

/**
 * The one use case: takes a place in the engine, sets a credit aside, makes the picture, charges for it. What the engine
 * refuses has moved no credit. Whatever goes wrong on the way, the caller
 * leaving included, gives the credit back. (A credit that cannot be given back, because storage is gone, comes back
 * when its reservation expires.) A picture that is paid for needs no credit, and one in which there is no subject costs
 * none.
 *
 * @throws PlatformError `InsufficientCredits`, `DailyLimitReached`, `StorageUnavailable`
 * @throws EngineError any
 */
export async function cutOut(job: CutoutJob, engine: CutoutEngine, access: Access): Promise<CutoutResult> {
  const { bytes, recipe, signal, price } = job;
  let reservation: ImageReservation | undefined;
  const pay = async () => {
    reservation = await reserve(job, access);
  };
  try {
    const picture = await engine.cutout(bytes, recipe, {
      signal,
      onPlace: price === "paid" ? undefined : pay,
    });
    if (signal.aborted) throw new EngineError("Aborted", "The caller went away", { cause: signal.reason });
    await job.wanted?.();
    if (picture.foundSubject) {
      await reservation?.settle();
      return { picture, charged: price === "credit" ? 1 : 0, remaining: reservation?.remaining };
    }
    await reservation?.release();
    return { picture, charged: 0, remaining: reservation && restored(reservation.remaining) };
  } catch (error) {
    await reservation?.release().catch(() => {});
    throw error;
  }
}

/** What is left when the image that was counted already does not count. */
const restored = (remaining: number | undefined) => (remaining === undefined ? undefined : remaining + 1);

function reserve({ price, caller }: CutoutJob, access: Access): Promise<ImageReservation> {
  return price === "test" ? access.reserveTest(caller) : access.reserve(caller);
}
