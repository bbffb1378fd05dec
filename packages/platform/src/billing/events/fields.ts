import { z } from "zod";
import { isStorable } from "../../text.ts";

// Only what is read of Stripe's objects is described, and with limits: a signature says who sent a number, not that it
// makes sense.

/** A text as Stripe writes them: ids, states, metadata. */
export const word = z.string().max(500).refine(isStorable, "cannot be stored");

/** Another object, or its id: which of both depends on the API version. */
export const reference = z.union([word, z.object({ id: word }).transform(({ id }) => id)]);

/** What we wrote at the checkout. */
export const metadata = z.object({ uid: word.optional(), credits: word.optional() }).nullish();

/** Unix seconds, up to the year 9999. */
export const unix = z.int().min(0).max(253_402_300_799);

/** In the currency's smallest unit. */
export const money = z.int().min(0);

export const period = z
  .object({ start: unix, end: unix })
  .refine(({ start, end }) => start <= end, "ends before it starts");
