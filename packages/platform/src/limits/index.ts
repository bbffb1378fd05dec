export { LimitExceeded, type LimitState } from "./limit-exceeded.ts";
export { createLimits, type DailyImage, type Limits, type LimitsOptions } from "./limits.ts";
