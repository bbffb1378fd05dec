import { type AccountCaller, type JobLimits, jobAllowanceOf, type Platform } from "@alphacut/platform";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import type { DecodeJobRecipe } from "../jobs/recipe.ts";
import type { CallerServices } from "./caller.ts";
import type { Links } from "./links.ts";

/** What the API of jobs works with. */
export interface JobApiServices extends CallerServices {
  jobs: NonNullable<Platform["jobs"]>;
  decodeRecipe: DecodeJobRecipe;
  links: Links;
  /** Receivers of webhooks that may be told although they are not public. */
  fetchAllow: AllowList;
  /** There is something new to do. */
  wake: () => void;
  timeouts: {
    /** The longest silence of somebody who sends. */
    uploadIdleMs: number;
    /** The longest time for a whole request to come in. */
    uploadMs: number;
  };
}

/** What the caller's plan allows. */
export function limitsOf({ plan }: AccountCaller): JobLimits {
  const { items, gigabytes, days } = jobAllowanceOf(plan);
  return { items, bytes: gigabytes * 1024 ** 3, days };
}
