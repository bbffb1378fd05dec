import type Stripe from "stripe";
import type { Log } from "../log.ts";

export const priceUnits = ["day", "week", "month", "year"] as const;
export type PriceUnit = (typeof priceUnits)[number];

/** What Stripe asks for a plan or a pack. */
export interface Price {
  /** In the currency's smallest unit as Stripe counts it: cents, or whole yen. */
  readonly amount: number;
  /** ISO 4217 in small letters: `eur`. */
  readonly currency: string;
  /** How often it is paid: every `count` of a `unit`. Undefined = once. */
  readonly interval?: { readonly unit: PriceUnit; readonly count: number };
}

/** The price of that id, or undefined when it has no fixed amount or Stripe does not tell at the moment. Never throws. */
export type FindPrice = (stripePriceId: string) => Promise<Price | undefined>;

export interface PricesOptions {
  readonly stripe: Stripe;
  readonly log: Log;
  readonly now: () => Date;
}

/** Somebody is looking at a page meanwhile, which is of use without prices too. */
const timeoutMs = 3_000;
const keptMs = 10 * 60_000;
/** After a failure Stripe is left alone for so long, so that not every page waits for it. */
const retryMs = 30_000;

interface Known {
  readonly price: Promise<Price | undefined>;
  until: number;
}

/** Looks prices up at Stripe and keeps them for a while. Bounded by the catalog, whose prices alone are asked for. */
export function createFindPrice({ stripe, log, now }: PricesOptions): FindPrice {
  const known = new Map<string, Known>();

  async function ask(id: string): Promise<Price | undefined> {
    return priceOf(await stripe.prices.retrieve(id, {}, { timeout: timeoutMs, maxNetworkRetries: 0 }));
  }

  return (id) => {
    const kept = known.get(id);
    if (kept && kept.until > now().getTime()) return kept.price;
    const entry: Known = {
      until: now().getTime() + keptMs,
      price: ask(id).catch((error: unknown) => {
        entry.until = now().getTime() + retryMs;
        log.warn({ err: error }, `Stripe does not tell the price ${id}: it is not shown`);
        return undefined;
      }),
    };
    known.set(id, entry);
    return entry.price;
  };
}

function priceOf({ unit_amount: amount, currency, recurring }: Stripe.Price): Price | undefined {
  if (amount === null) return undefined;
  if (!recurring) return { amount, currency };
  const unit = priceUnits.find((name) => name === recurring.interval);
  return unit && { amount, currency, interval: { unit, count: recurring.interval_count } };
}
