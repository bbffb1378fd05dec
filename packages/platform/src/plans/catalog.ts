import { z } from "zod";
import { PlatformError } from "../errors.ts";
import { parseInput } from "../input.ts";

/** What an account may use. The label is what the APIs call `membership`. */
export type Plan = {
  label: string;
  /** Images a month (or billing cycle) that the plan includes. */
  includedCredits: number;
  /** Requests a minute of one account, all keys together. */
  requestsPerMinute: number;
  /** What jobs may hold; `jobAllowanceOf` knows what is meant where it is left out. */
  jobs?: JobAllowance | undefined;
  /** The Stripe price of a subscription to this plan; without one it cannot be bought, only given. */
  stripePriceId?: string | undefined;
};

export type JobAllowance = {
  /** Items in one job. */
  items: number;
  /** Of files in all jobs of an account, in GB (1024³ bytes). */
  gigabytes: number;
  /** Days that a job and its files are kept. */
  days: number;
};

/** Prepaid credits that can be bought once and never expire. */
export type PrepaidPack = { credits: number; stripePriceId: string };

export type PlanCatalog = {
  plans: readonly Plan[];
  prepaidPacks: readonly PrepaidPack[];
  /** The plan of a new account, and of one whose plan is no longer in the catalog: the first in the list. */
  defaultPlan: Plan;
  /** The plan of that label, or undefined. */
  find(label: string): Plan | undefined;
};

const price = z.string().min(1);
const count = z.int().min(0).max(1_000_000_000);

const usualJobs: JobAllowance = { items: 10_000, gigabytes: 10, days: 7 };

/** What jobs on this plan may hold. */
export function jobAllowanceOf({ jobs = usualJobs }: Plan): JobAllowance {
  return jobs;
}

const jobAllowance = z.strictObject({
  items: count,
  gigabytes: z.number().min(0).max(1_000_000),
  days: z.int().min(1).max(3650),
});

const planSchema = z.strictObject({
  label: z.string().trim().min(1).max(100),
  includedCredits: count,
  requestsPerMinute: count.min(1),
  jobs: jobAllowance.optional(),
  stripePriceId: price.optional(),
});

const fileSchema = z.strictObject({
  plans: z
    .array(planSchema)
    .min(1)
    .refine((plans) => unique(plans.map((plan) => plan.label)), "two plans have the same label"),
  prepaidPacks: z.array(z.strictObject({ credits: count.min(1), stripePriceId: price })).default([]),
});

const schema = fileSchema.refine(
  ({ plans, prepaidPacks }) =>
    unique([...plans, ...prepaidPacks].flatMap(({ stripePriceId }) => stripePriceId ?? [])),
  "two plans or packs have the same stripePriceId",
);

const builtIn: z.input<typeof schema> = {
  plans: [
    {
      label: "Basic",
      includedCredits: 100,
      requestsPerMinute: 10,
      jobs: { items: 500, gigabytes: 1, days: 3 },
    },
    {
      label: "Pro",
      includedCredits: 1_000,
      requestsPerMinute: 60,
      jobs: { items: 5_000, gigabytes: 10, days: 7 },
    },
    {
      label: "Ultra",
      includedCredits: 5_000,
      requestsPerMinute: 120,
      jobs: { items: 10_000, gigabytes: 25, days: 14 },
    },
    {
      label: "Mega",
      includedCredits: 10_000,
      requestsPerMinute: 300,
      jobs: { items: 20_000, gigabytes: 50, days: 14 },
    },
    {
      label: "Premium-20000",
      includedCredits: 20_000,
      requestsPerMinute: 600,
      jobs: { items: 20_000, gigabytes: 100, days: 30 },
    },
    {
      label: "Per Usage",
      includedCredits: 0,
      requestsPerMinute: 60,
      jobs: { items: 20_000, gigabytes: 25, days: 7 },
    },
  ],
};

/** The plans of an installation that names no file: none of them can be bought, all can be given. */
export function builtInCatalog(): PlanCatalog {
  return catalogOf(schema.parse(builtIn));
}

/**
 * Reads a catalog: `{ "plans": [{ label, includedCredits, requestsPerMinute, jobs?, stripePriceId? }], "prepaidPacks":
 * [{ credits, stripePriceId }] }`. The first plan is that of new accounts.
 *
 * @param source names the file in messages
 * @throws PlatformError `InvalidInput` that lists every mistake with its place
 */
export function parseCatalog(json: string, source: string): PlanCatalog {
  return catalogOf(parseInput(schema, parseJson(json, source), `The plan catalog ${source}`));
}

function parseJson(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new PlatformError(
      "InvalidInput",
      `The plan catalog ${source} is not JSON: ${(error as Error).message}`,
    );
  }
}

function catalogOf({ plans, prepaidPacks }: z.output<typeof schema>): PlanCatalog {
  const byLabel = new Map<string, Plan>(plans.map((plan) => [plan.label, plan]));
  return { plans, prepaidPacks, defaultPlan: plans[0] as Plan, find: (label) => byLabel.get(label) };
}

function unique(values: string[]): boolean {
  return new Set(values).size === values.length;
}
