export type { CreditAdministration } from "./administration.ts";
export { type Admission, createAdmission, type ImageReservation } from "./admission.ts";
export type { BillingPeriod } from "./calendar.ts";
export { openCredits } from "./credits.ts";
export type { Channel, CreditLedger } from "./ledger.ts";
