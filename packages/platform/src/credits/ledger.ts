import type { Plan } from "../plans/catalog.ts";
import type { BillingPeriod } from "./calendar.ts";

/** Where an image came from: `app` = a signed-in person (editor), `api` = an API key. */
export type Channel = "app" | "api";

/** What a credit is taken from. */
export type CreditSource = "included" | "prepaid";

/** An API key and how many credits it may spend in a UTC calendar month; null: as many as the account has. */
export interface KeyLimit {
  readonly id: string;
  readonly monthlyLimit: number | null;
}

/** One image that somebody wants to pay for with one credit. */
export interface ReservationRequest {
  readonly uid: string;
  readonly channel: Channel;
  /** The API key that asks, with its limit as it is at this moment. */
  readonly key?: KeyLimit | undefined;
  /** As the account has it at this moment; nothing remembers an earlier one. */
  readonly plan: Pick<Plan, "label" | "includedCredits">;
}

/** A credit put aside for one image. Whoever holds it settles it (the image was delivered) or releases it. */
export interface Reservation {
  readonly id: string;
  readonly uid: string;
  readonly channel: Channel;
  /** Of the API key that asked. */
  readonly keyId?: string;
  readonly source: CreditSource;
  /** The calendar month and the billing cycle that it counts in, whenever it is settled. */
  readonly monthStart: number;
  readonly cycleStart: number;
  readonly cycleEnd: number;
  /** Credits left to spend after this one: of the included ones and prepaid. */
  readonly remaining: number;
}

/** Charged images by channel. */
export interface ChannelUsage {
  readonly app: number;
  readonly api: number;
}

/**
 * A billing cycle in which something was counted; `included` = how many of its images the allowance paid. Where a
 * cycle's end was moved, it is the latest.
 */
export interface CycleUsage extends ChannelUsage, BillingPeriod {
  readonly included: number;
}

/** What an account has and has used. */
export interface AccountCredits {
  readonly prepaidCredits: number;
  /** The period that Stripe or the administrator set; null = the allowance runs by UTC calendar month. */
  readonly billingPeriod: BillingPeriod | null;
  /** Usage of the calendar month that was asked for. */
  readonly month: ChannelUsage;
  /** Every cycle that has a counter, newest first. */
  readonly cycles: readonly CycleUsage[];
}

/**
 * Who may spend what. Every method is safe to call at the same time from any number of processes that share the
 * same storage. All throw `StorageUnavailable` when the storage does not answer; then nothing was spent for good
 * (a reservation made without our hearing of it expires by itself).
 */
export interface CreditLedger {
  /**
   * Takes one credit: of the cycle's included credits while there are any, then of the prepaid ones. The month's
   * and the cycle's counters move with it, and the key's count of the month. Throws `InsufficientCredits` when there is
   * none, else `KeyLimitReached` when the key has spent what it may this month; then nothing moves.
   */
  reserve(request: ReservationRequest): Promise<Reservation>;

  /** Keeps the credit for good. False when the reservation was already closed or has expired: nothing moves. */
  settle(reservation: Reservation): Promise<boolean>;

  /** Gives the credit back and takes it out of the counters. False when already closed: nothing moves. */
  release(reservation: Reservation): Promise<boolean>;

  /**
   * Whether the reservation's credit was kept for good: what to ask when `settle` answers false and it may have been
   * settled by somebody who died before telling.
   */
  isSettled(reservation: Reservation): Promise<boolean>;

  /** Lets the reservation live for a whole reservation time from now on. False when it is closed or has expired. */
  extend(reservation: Reservation): Promise<boolean>;

  /** The account as it stands; an account never heard of has nothing and used nothing. */
  read(uid: string, monthStart: number): Promise<AccountCredits>;

  /** The prepaid balances of many accounts at once, in the order of `uids`; an account never heard of has 0. */
  readPrepaid(uids: readonly string[]): Promise<number[]>;

  /** Tells the ledger that a grant, an adjustment or the billing period of the account changed in the database. */
  refresh(uid: string): Promise<void>;

  /** Releases reservations that have expired, and brings database and counters together. Called regularly. */
  maintain(): Promise<void>;

  /** Counts everything again from the entries; may run while credits are spent. Answers how many accounts there are. */
  rebuild(): Promise<number>;
}
