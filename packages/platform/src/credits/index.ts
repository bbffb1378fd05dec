export type { CreditAdministration, CreditChange, CreditStanding } from "./administration.ts";
export { type Admission, createAdmission, type ImageReservation } from "./admission.ts";
export type { BillingPeriod } from "./calendar.ts";
export { openCredits, reservationMs } from "./credits.ts";
export type { Channel, CreditLedger } from "./ledger.ts";
export { createLowCredits, type LowCredits, lowCreditMailAt } from "./low-credits.ts";
export { sumOldEntries } from "./snapshots.ts";
