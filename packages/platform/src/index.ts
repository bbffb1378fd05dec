export type { Account, Role } from "./accounts/account.ts";
export type { Accounts } from "./accounts/accounts.ts";
export type { SocialProvider } from "./accounts/auth.ts";
export type { AccountChange, NewAccount } from "./accounts/directory.ts";
export {
  type AccountPage,
  type AccountSearch,
  accountSorts,
  accountStates,
  type ListedAccount,
} from "./accounts/list-accounts.ts";
export type { Administration } from "./administration/administration.ts";
export type { Act, AuditAction, AuditEntry, AuditPage, AuditTrail } from "./administration/audit.ts";
export type { Totals } from "./administration/totals.ts";
export {
  type Billing,
  type Buyer,
  type Price,
  priceUnits,
  type ReturnUrls,
  type StripeAccess,
  type WebhookOutcome,
} from "./billing/index.ts";
export type { AccountCaller, AnonymousCaller, Caller, Callers, Credentials } from "./callers/callers.ts";
export type { Admission, BillingPeriod, Channel, CreditChange, ImageReservation } from "./credits/index.ts";
export { lowCreditMailAt } from "./credits/index.ts";
export { PlatformError, type PlatformErrorCode } from "./errors.ts";
export { type FilePlace, type FileStore, parseFilePlace } from "./files/index.ts";
export {
  backgroundKey,
  type ItemState,
  inputKey,
  type Job,
  JobError,
  type JobErrorCode,
  type JobEvent,
  type JobItem,
  type JobLimits,
  type JobState,
  type Jobs,
  type JobWork,
  jobEvents,
  type Leased,
  type NewItem,
  newId,
  resultKey,
} from "./jobs/index.ts";
export type { ApiKey, KeyChange, KeyLimits, Keys, NewApiKey, UsedApiKey } from "./keys/keys.ts";
export { clientOf, LimitExceeded, type LimitState, type TestImages } from "./limits/index.ts";
export type { Log } from "./log.ts";
export { isLanguage, type Language, languages } from "./mail/language.ts";
export type { MailProblem, MailStatus } from "./mail/mailer.ts";
export {
  builtInCatalog,
  jobAllowanceOf,
  type Plan,
  type PlanCatalog,
  type PrepaidPack,
} from "./plans/catalog.ts";
export { createPlatform, type Platform, type PlatformOptions } from "./platform.ts";
export { mostPresets, type Preset, type Presets } from "./presets/presets.ts";
export type {
  HourTraffic,
  KeyUse,
  RequestLine,
  RequestLog,
  RequestPage,
  ShownRequest,
  Traffic,
} from "./requests/request-log.ts";
export { layReady } from "./storage/backup.ts";
export { openRedis, type RedisStorage } from "./storage/redis.ts";
export { roles } from "./storage/schema/accounts.ts";
export { auditActions } from "./storage/schema/audit.ts";
export { isStorable, text, textPattern } from "./text.ts";
export type {
  BillingWindow,
  DayUsage,
  MembershipQuery,
  MembershipUsage,
  MonthUsage,
  Usage,
  UsageOwner,
} from "./usage/index.ts";
export {
  type Delivery,
  type DueDelivery,
  type Endpoint,
  isSecret,
  type Outcome,
  type Webhooks,
} from "./webhooks/index.ts";
