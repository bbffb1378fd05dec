export type { CreditAdministration } from "./administration.ts";
export { type Admission, createAdmission, type ImageReservation } from "./admission.ts";
export type { BillingPeriod } from "./calendar.ts";
export { type Credits, type CreditsOptions, openCredits } from "./credits.ts";
export type { AccountCredits, Channel, CreditLedger, CycleUsage, Reservation } from "./ledger.ts";
