export { clientOf } from "./address.ts";
export { type Attempts, createAttempts, type MailRequest } from "./attempts.ts";
export { LimitExceeded, type LimitState } from "./limit-exceeded.ts";
export { createLimits, type Limits } from "./limits.ts";
export { createTestImages, type TestImages } from "./test-images.ts";
