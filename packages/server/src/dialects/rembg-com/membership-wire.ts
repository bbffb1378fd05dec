import { text } from "@alphacut/platform";
import { z } from "zod";
import { fill } from "../../http/failure.ts";
import { parseInteger, quotable } from "../../http/field-parsers.ts";
import { fieldErrors } from "./errors.ts";

/** 9999-12-31T23:59:59Z */
const LAST_SECOND = 253_402_300_799;

const integer = (field: string, minimum: number, maximum: number, description: string) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const value = parseInteger(text);
      if (value !== undefined && value >= minimum && value <= maximum) return value;
      const [error, got] =
        value === undefined
          ? [fieldErrors.NotInteger, quotable(text)]
          : [value < minimum ? fieldErrors.TooSmall : fieldErrors.TooLarge, value];
      context.addIssue({ code: "custom", message: fill(error, { field, got, minimum, maximum }) });
      return z.NEVER;
    })
    .meta({ override: { type: "integer", minimum, maximum, description } });

/** `1` and `true` switch on; whatever else is off. */
const flag = (description: string) =>
  z
    .string()
    .optional()
    .transform((text) => text === "1" || text?.toLowerCase() === "true")
    .meta({ override: { type: "boolean", default: false, description } });

const listBillingCycles = flag("Answer only the list of billing windows; all other parameters are ignored");

/** The query of `GET /api/membership-usage`. */
export const membershipQuery = z
  .object({
    year: integer("year", 1, 9999, "UTC calendar year; the current one by default"),
    month: integer("month", 1, 12, "UTC calendar month; the current one by default"),
    periodStartUnix: integer(
      "periodStartUnix",
      0,
      LAST_SECOND,
      "The counters of the billing window that begins then (unix seconds); not together with year or month",
    ),
    expand: text(1000)
      .optional()
      .transform((text) => (text ?? "").split(",").map((name) => name.trim()))
      .meta({
        override: {
          type: "string",
          description: "Comma-separated; `billing_cycle` adds `billingCycle`. Unknown flags are ignored",
          examples: ["billing_cycle"],
        },
      }),
    includeBillingCycle: flag("The same as expand=billing_cycle"),
    listBillingCycles,
  })
  .superRefine(({ year, month, periodStartUnix }, context) => {
    if (periodStartUnix === undefined || (year === undefined && month === undefined)) return;
    context.addIssue({ code: "custom", path: ["periodStartUnix"], message: fieldErrors.PeriodWithMonth });
  });

/** Tells the one mode in which the rest of the query does not matter, not even its mistakes. */
export const listQuery = z.object({ listBillingCycles });
