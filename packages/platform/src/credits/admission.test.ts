import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Caller } from "../callers/callers.ts";
import { PlatformError } from "../errors.ts";
import { createLimits } from "../limits/index.ts";
import type { Storage } from "../storage/database.ts";
import { openTestDatabase } from "../testing/database.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { calendarMonth } from "./calendar.ts";
import type { CreditLedger } from "./ledger.ts";
import type { LowCredits } from "./low-credits.ts";
import { openSqlLedger } from "./sql/sql-ledger.ts";

const start = new Date("2026-03-15T12:00:00Z");
let at = start;
const now = (): Date => at;
const reservationMs = 60_000;
const march = calendarMonth(2026, 3);
const plan = { label: "Tiny", includedCredits: 1, requestsPerMinute: 1 };

/** What was said of which account's credits. */
const noted: [uid: string, remaining: number][] = [];
const lowCredits: LowCredits = { note: ({ uid }, { remaining }) => void noted.push([uid, remaining]) };

let storage: Storage;
let ledger: CreditLedger;
let admission: Admission;

beforeAll(async () => {
  storage = await openTestDatabase();
  ledger = await openSqlLedger({ db: storage.db, reservationMs, now });
  const limits = createLimits({ anonymousDaily: 1, now });
  admission = createAdmission({ ledger, limits, lowCredits, reservationMs });
});
afterAll(() => storage.close());

const account = (uid: string): Caller => ({
  kind: "account",
  uid,
  plan,
  lowCreditThreshold: null,
  channel: "app",
});
const anonymous = (address: string): Caller => ({ kind: "anonymous", address });

test("an account pays with the credits of its plan, in the channel that it calls by", async () => {
  const reservation = await admission.reserve(account("a"));
  expect(reservation.remaining).toBe(0);
  expect(noted).toEqual([["a", 0]]);
  await reservation.settle();
  await reservation.release();
  expect((await ledger.read("a", march.startUnix)).month).toEqual({ app: 1, api: 0 });
  await expect(admission.reserve(account("a"))).rejects.toMatchObject({ code: "InsufficientCredits" });
});

test("an account's image that came to nothing costs nothing", async () => {
  await (await admission.reserve(account("b"))).release();
  await (await admission.reserve(account("b"))).settle();
});

test("somebody without an account pays with the images of the day", async () => {
  const reservation = await admission.reserve(anonymous("192.0.2.1"));
  expect(reservation.remaining).toBe(0);
  await reservation.settle();
  await reservation.release();
  await expect(admission.reserve(anonymous("192.0.2.1"))).rejects.toMatchObject({
    code: "DailyLimitReached",
  });
});

test("somebody without an account gets the image back that came to nothing", async () => {
  await (await admission.reserve(anonymous("192.0.2.2"))).release();
  await (await admission.reserve(anonymous("192.0.2.2"))).settle();
});

test("an image that is ready is delivered though the storage is gone at that moment; it is free", async () => {
  const gone: CreditLedger = {
    ...ledger,
    settle: () => Promise.reject(new PlatformError("StorageUnavailable", "gone")),
  };
  const limits = createLimits({ anonymousDaily: 1, now });
  const spending = { ledger: gone, limits, lowCredits, reservationMs };
  const reservation = await createAdmission(spending).reserve(account("d"));
  await expect(reservation.settle()).resolves.toBeUndefined();
});

describe("an image that takes long", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
  afterEach(() => {
    vi.useRealTimers();
    at = start;
  });
  const passes = (ms: number): void => {
    at = new Date(at.getTime() + ms);
  };

  test("keeps its credit for as long as it takes, and no timer after that", async () => {
    const reservation = await admission.reserve(account("long"));
    for (let half = 0; half < 5; half++) {
      passes(reservationMs / 2);
      vi.advanceTimersByTime(reservationMs / 2);
      // The embedded database works off one statement after another: the extension is before it.
      await ledger.maintain();
    }
    await expect(admission.reserve(account("long"))).rejects.toMatchObject({ code: "InsufficientCredits" });
    await reservation.settle();
    expect((await ledger.read("long", march.startUnix)).month).toEqual({ app: 1, api: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("and whose credit expired all the same is paid for anew", async () => {
    const reservation = await admission.reserve(account("frozen"));
    passes(reservationMs);
    await ledger.maintain();
    await reservation.settle();
    expect((await ledger.read("frozen", march.startUnix)).month).toEqual({ app: 1, api: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("and whose credit was spent on another image meanwhile is not delivered free", async () => {
    const reservation = await admission.reserve(account("spent"));
    passes(reservationMs);
    await ledger.maintain();
    await (await admission.reserve(account("spent"))).settle();
    await expect(reservation.settle()).rejects.toMatchObject({ code: "InsufficientCredits" });
    await reservation.release();
    expect((await ledger.read("spent", march.startUnix)).month).toEqual({ app: 1, api: 0 });
  });
});

test("requests are limited by the account's plan, and by address without an account", async () => {
  expect(await admission.takeRequest(account("c"))).toMatchObject({ limit: 1, remaining: 0 });
  await expect(admission.takeRequest(account("c"))).rejects.toMatchObject({ code: "RateLimited" });
  expect(await admission.takeRequest(anonymous("192.0.2.3"))).toMatchObject({ limit: 60, remaining: 59 });
});
