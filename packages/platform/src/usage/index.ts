export type { DayUsage, MonthUsage } from "./history.ts";
export type { BillingWindow, MembershipQuery, MembershipUsage } from "./membership-usage.ts";
export { createUsage, type Usage, type UsageOwner } from "./usage.ts";
