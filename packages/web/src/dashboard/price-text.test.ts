import { expect, test } from "vitest";
import { moneyText } from "./price-text.ts";

test.each([
  [{ amount: 900, currency: "usd" }, "$9.00"],
  [{ amount: 900, currency: "jpy" }, "¥900"],
  [{ amount: 12_345, currency: "eur" }, "€123.45"],
  [{ amount: 1500, currency: "kwd" }, "KWD\u00a01.500"],
  [{ amount: 50_000, currency: "isk" }, "ISK\u00a0500"],
])("Stripe's %o reads as %s", (price, text) => {
  expect(moneyText(price, "en")).toBe(text);
});
