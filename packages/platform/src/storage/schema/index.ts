export * from "./accounts.ts";
export * from "./audit.ts";
export * from "./billing.ts";
export * from "./credits.ts";
export * from "./jobs.ts";
export * from "./keys.ts";
export * from "./requests.ts";
export * from "./webhooks.ts";
