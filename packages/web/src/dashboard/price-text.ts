import type { TFunction } from "i18next";
import type { Price } from "../api/schema.ts";

/** Counted in hundredths by Stripe although they have none. Source: https://docs.stripe.com/currencies#special-cases */
const COUNTED_IN_HUNDREDTHS = ["isk", "ugx"];

/** A sum as the language writes it: `$9.00`, `9,00 €`, `¥900`. */
export function moneyText({ amount, currency }: Price, language: string): string {
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  const digits = COUNTED_IN_HUNDREDTHS.includes(currency)
    ? 2
    : (format.resolvedOptions().maximumFractionDigits ?? 0);
  return format.format(amount / 10 ** digits);
}

const KEYS = {
  day: "billing.perDay",
  week: "billing.perWeek",
  month: "billing.perMonth",
  year: "billing.perYear",
} as const;

/** A price and how often it is paid. */
export function priceText(t: TFunction, price: Price, language: string): string {
  const money = moneyText(price, language);
  if (!price.interval) return money;
  return t(KEYS[price.interval.unit], { price: money, count: price.interval.count });
}
