import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PlatformError } from "../../errors.ts";
import { creditEntries } from "../../storage/schema/index.ts";
import { administerCredits, type CreditAdministration } from "../administration.ts";
import { calendarMonth } from "../calendar.ts";
import { grantPrepaid } from "../changes.ts";
import type { Channel, CreditLedger, Reservation } from "../ledger.ts";
import { sumOldEntries } from "../snapshots.ts";
import { readAccountState } from "../sql/account-state.ts";
import { sumEntries } from "./entries.ts";
import { type LedgerRun, ledgerCommands } from "./ledger-commands.ts";
import { LedgerModel } from "./ledger-model.ts";
import { type LedgerUnderTest, reservationMs } from "./ledger-under-test.ts";

interface ContractOptions {
  /** Opens the adapter on empty storage. */
  open(): Promise<LedgerUnderTest>;
  /** Can several statements really run at once? Not on the embedded database, which has one connection. */
  readonly concurrent: boolean;
}

/** An image of an account on a plan with `includedCredits`. */
interface Image {
  channel?: Channel;
  includedCredits?: number;
}

const march = calendarMonth(2026, 3);
const april = calendarMonth(2026, 4);

/** What every adapter of `CreditLedger` guarantees. */
export function describeLedgerContract({ open, concurrent }: ContractOptions): void {
  let under: LedgerUnderTest;
  let ledger: CreditLedger;
  let admin: CreditAdministration;
  let uid: string;
  let accounts = 0;

  beforeAll(async () => {
    under = await open();
    ledger = under.ledger;
    admin = administerCredits(under.db, ledger, () => under.clock.now);
  }, 60_000);
  afterAll(() => under.close());
  beforeEach(() => {
    uid = `account-${++accounts}`;
    under.clock.now = new Date("2026-03-15T12:00:00Z");
  });

  /** With an API key that may spend `monthlyLimit` in a month. */
  const reserveByKey = (
    id: string,
    monthlyLimit: number | null,
    includedCredits = 20,
  ): Promise<Reservation> =>
    ledger.reserve({
      uid,
      channel: "api",
      plan: { label: "Pro", includedCredits },
      key: { id, monthlyLimit },
    });
  const reserve = ({ channel = "api", includedCredits = 3 }: Image = {}): Promise<Reservation> =>
    ledger.reserve({ uid, channel, plan: { label: "Pro", includedCredits } });
  const refusal = async (image: Image = {}): Promise<string> =>
    reserve(image).then(
      () => "accepted",
      (error: unknown) => (error instanceof PlatformError ? error.code : String(error)),
    );
  const charge = async (image: Image = {}): Promise<Reservation> => {
    const reservation = await reserve(image);
    expect(await ledger.settle(reservation)).toBe(true);
    return reservation;
  };
  const expectProjectionsToEqualEntries = async (): Promise<void> => {
    const { prepaidCredits, month, cycles } = await ledger.read(uid, march.startUnix);
    await ledger.maintain();
    expect({ prepaidCredits, month, cycles }).toEqual(await sumEntries(under.db, uid, march.startUnix));
  };

  describe("reserving", () => {
    test("takes the included credits first, then prepaid ones, then refuses and moves nothing", async () => {
      await admin.grant(`pack-${uid}`, uid, 2);
      const taken = [await reserve(), await reserve(), await reserve(), await reserve(), await reserve()];
      expect(taken.map(({ source }) => source)).toEqual([
        "included",
        "included",
        "included",
        "prepaid",
        "prepaid",
      ]);
      expect(taken.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0]);
      const before = await ledger.read(uid, march.startUnix);
      expect(await refusal()).toBe("InsufficientCredits");
      expect(await ledger.read(uid, march.startUnix)).toEqual(before);
      expect(before).toMatchObject({ prepaidCredits: 0, month: { app: 0, api: 5 } });
      await expectProjectionsToEqualEntries();
    });

    test("counts the month and the cycle, app and api apart", async () => {
      await charge({ channel: "app" });
      await charge({ channel: "api" });
      await charge({ channel: "api" });
      expect(await ledger.read(uid, march.startUnix)).toEqual({
        prepaidCredits: 0,
        billingPeriod: null,
        month: { app: 1, api: 2 },
        cycles: [{ startUnix: march.startUnix, endUnix: march.endUnix, app: 1, api: 2, included: 3 }],
      });
      await expectProjectionsToEqualEntries();
    });

    test("a plan without included credits spends prepaid ones only", async () => {
      expect(await refusal({ includedCredits: 0 })).toBe("InsufficientCredits");
      await admin.grant(`pack-${uid}`, uid, 1);
      expect((await charge({ includedCredits: 0 })).source).toBe("prepaid");
      expect(await refusal({ includedCredits: 0 })).toBe("InsufficientCredits");
      expect((await ledger.read(uid, march.startUnix)).cycles).toMatchObject([{ api: 1, included: 0 }]);
    });

    test("an account never heard of has nothing and has used nothing", async () => {
      expect(await ledger.read(uid, march.startUnix)).toEqual({
        prepaidCredits: 0,
        billingPeriod: null,
        month: { app: 0, api: 0 },
        cycles: [],
      });
    });
  });

  describe("an API key with a monthly limit", () => {
    const refusalByKey = (...of: Parameters<typeof reserveByKey>): Promise<string> =>
      reserveByKey(...of).then(
        () => "accepted",
        (error: unknown) => (error instanceof PlatformError ? error.code : String(error)),
      );
    const key = () => `key-of-${uid}`;

    test("spends so much and no more, while the account's other keys go on, and nothing moves", async () => {
      const first = await reserveByKey(key(), 2);
      await ledger.settle(first);
      await reserveByKey(key(), 2);
      const before = await ledger.read(uid, march.startUnix);
      expect(await refusalByKey(key(), 2)).toBe("KeyLimitReached");
      expect(await ledger.read(uid, march.startUnix)).toEqual(before);
      expect(await refusalByKey(`other-${key()}`, 2)).toBe("accepted");
      expect(await refusal({ includedCredits: 20 })).toBe("accepted");
      await expectProjectionsToEqualEntries();
    });

    test("says until when: the next UTC month, in which it begins anew", async () => {
      await reserveByKey(key(), 1);
      await expect(reserveByKey(key(), 1)).rejects.toMatchObject({
        code: "KeyLimitReached",
        retryAfterSeconds: april.startUnix - under.clock.now.getTime() / 1000,
      });
      under.clock.now = new Date(april.startUnix * 1000);
      expect(await refusalByKey(key(), 1)).toBe("accepted");
    });

    test("gets back what was released or has expired", async () => {
      await ledger.release(await reserveByKey(key(), 1));
      const lost = await reserveByKey(key(), 1);
      expect(await refusalByKey(key(), 1)).toBe("KeyLimitReached");
      under.clock.now = new Date(under.clock.now.getTime() + reservationMs);
      await ledger.maintain();
      expect(await ledger.release(lost)).toBe(false);
      expect(await refusalByKey(key(), 1)).toBe("accepted");
      expect(await refusalByKey(key(), 1)).toBe("KeyLimitReached");
    });

    test("counts what it spent before it had a limit, and goes by the limit of the moment", async () => {
      await ledger.settle(await reserveByKey(key(), null));
      await ledger.settle(await reserveByKey(key(), null));
      expect(await refusalByKey(key(), 1)).toBe("KeyLimitReached");
      expect(await refusalByKey(key(), 3)).toBe("accepted");
      expect(await refusalByKey(key(), 3)).toBe("KeyLimitReached");
      await ledger.rebuild();
      expect(await refusalByKey(key(), 3)).toBe("KeyLimitReached");
      expect(await refusalByKey(key(), 4)).toBe("accepted");
    });

    test("is not what is blamed when the account has nothing left", async () => {
      expect(await refusalByKey(key(), 1, 1)).toBe("accepted");
      expect(await refusalByKey(key(), 1, 1)).toBe("InsufficientCredits");
    });

    test("holds when many ask at the same moment, and what they give back is there again", async () => {
      const ask = () => Promise.allSettled(Array.from({ length: 24 }, () => reserveByKey(key(), 5)));
      const granted = (await ask()).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(granted).toHaveLength(5);
      await Promise.all(granted.map((reservation) => ledger.release(reservation)));
      expect((await ask()).filter(({ status }) => status === "fulfilled")).toHaveLength(5);
      await expectProjectionsToEqualEntries();
    });
  });

  describe("windows", () => {
    test("without a billing period the allowance begins anew with the UTC calendar month", async () => {
      under.clock.now = new Date("2026-03-31T23:59:59.999Z");
      await charge({ includedCredits: 1 });
      expect(await refusal({ includedCredits: 1 })).toBe("InsufficientCredits");
      under.clock.now = new Date("2026-04-01T00:00:00Z");
      await charge({ includedCredits: 1 });
      const { month, cycles } = await ledger.read(uid, april.startUnix);
      expect(month).toEqual({ app: 0, api: 1 });
      expect(cycles.map(({ startUnix }) => startUnix)).toEqual([april.startUnix, march.startUnix]);
    });

    test("with a billing period the allowance runs by it, while the month counts on", async () => {
      await charge({ includedCredits: 1 });
      const period = { startUnix: march.startUnix + 500, endUnix: april.startUnix + 500 };
      await admin.set(uid, { billingPeriod: period });
      const { cycleStart, cycleEnd } = await charge({ includedCredits: 1 });
      expect({ cycleStart, cycleEnd }).toEqual({ cycleStart: period.startUnix, cycleEnd: period.endUnix });
      expect(await refusal({ includedCredits: 1 })).toBe("InsufficientCredits");
      const { month, billingPeriod, cycles } = await ledger.read(uid, march.startUnix);
      expect(billingPeriod).toEqual(period);
      expect(month).toEqual({ app: 0, api: 2 });
      expect(cycles).toMatchObject([
        { startUnix: period.startUnix, api: 1 },
        { startUnix: march.startUnix, api: 1 },
      ]);
    });

    test("a renewal opens a new allowance and leaves prepaid credits alone", async () => {
      await admin.grant(`pack-${uid}`, uid, 5);
      await admin.set(uid, { billingPeriod: { startUnix: 1_000_000, endUnix: 2_000_000 } });
      await charge({ includedCredits: 1 });
      await charge({ includedCredits: 1 });
      await admin.set(uid, { billingPeriod: { startUnix: 2_000_000, endUnix: 3_000_000 } });
      expect((await charge({ includedCredits: 1 })).source).toBe("included");
      expect((await ledger.read(uid, march.startUnix)).prepaidCredits).toBe(4);
    });

    test("a period taken away falls back to the calendar month", async () => {
      await admin.set(uid, { billingPeriod: { startUnix: 1_000_000, endUnix: 2_000_000 } });
      await admin.set(uid, { billingPeriod: null });
      expect((await reserve()).cycleStart).toBe(march.startUnix);
    });

    test("a plan with more credits counts at once, and one with fewer does too", async () => {
      await charge({ includedCredits: 1 });
      expect(await refusal({ includedCredits: 1 })).toBe("InsufficientCredits");
      await charge({ includedCredits: 3 });
      await charge({ includedCredits: 3 });
      await admin.grant(`pack-${uid}`, uid, 1);
      expect(await charge({ includedCredits: 1 })).toMatchObject({ source: "prepaid", remaining: 0 });
    });
  });

  describe("closing", () => {
    test("a released credit can be spent again and is in no counter", async () => {
      const reservation = await reserve({ includedCredits: 1 });
      expect(await ledger.release(reservation)).toBe(true);
      expect(await ledger.read(uid, march.startUnix)).toMatchObject({
        month: { app: 0, api: 0 },
        cycles: [{ app: 0, api: 0, included: 0 }],
      });
      expect((await reserve({ includedCredits: 1 })).source).toBe("included");
      await expectProjectionsToEqualEntries();
    });

    test("a released prepaid credit goes back to the balance it came from", async () => {
      await admin.grant(`pack-${uid}`, uid, 1);
      const reservation = await reserve({ includedCredits: 0, channel: "app" });
      await ledger.release(reservation);
      expect(await ledger.read(uid, march.startUnix)).toMatchObject({
        prepaidCredits: 1,
        month: { app: 0, api: 0 },
      });
      await expectProjectionsToEqualEntries();
    });

    test.each(["settle", "release"] as const)(
      "after %s nothing closes the reservation again",
      async (first) => {
        const reservation = await reserve();
        expect(await ledger[first](reservation)).toBe(true);
        const before = await ledger.read(uid, march.startUnix);
        expect(await ledger.settle(reservation)).toBe(false);
        expect(await ledger.release(reservation)).toBe(false);
        expect(await ledger.read(uid, march.startUnix)).toEqual(before);
        await expectProjectionsToEqualEntries();
      },
    );

    test("a reservation counts where it was made, even when it is released in the next month", async () => {
      under.clock.now = new Date("2026-03-31T23:59:30Z");
      const reservation = await reserve();
      under.clock.now = new Date("2026-04-01T00:00:10Z");
      await ledger.release(reservation);
      expect((await ledger.read(uid, march.startUnix)).month).toEqual({ app: 0, api: 0 });
      expect((await ledger.read(uid, april.startUnix)).month).toEqual({ app: 0, api: 0 });
    });

    test("a reservation that nobody closes is released when it expires, and settling it later costs nothing", async () => {
      const reservation = await reserve({ includedCredits: 1 });
      under.clock.now = new Date(under.clock.now.getTime() + reservationMs - 1);
      await ledger.maintain();
      expect(await refusal({ includedCredits: 1 })).toBe("InsufficientCredits");
      under.clock.now = new Date(under.clock.now.getTime() + 1);
      await ledger.maintain();
      expect((await ledger.read(uid, march.startUnix)).month).toEqual({ app: 0, api: 0 });
      expect(await ledger.settle(reservation)).toBe(false);
      expect(await ledger.release(reservation)).toBe(false);
      await expectProjectionsToEqualEntries();
    });
  });

  describe("whether a reservation was settled", () => {
    test("is known for good, before and after its entry has come to the database", async () => {
      const settled = await charge();
      expect(await ledger.isSettled(settled)).toBe(true);
      await ledger.maintain();
      expect(await ledger.isSettled(settled)).toBe(true);
      expect(await ledger.settle(settled)).toBe(false);
    });

    test("is false while it is open, when it is released, and when it has expired", async () => {
      const open = await reserve();
      const released = await reserve();
      await ledger.release(released);
      expect([await ledger.isSettled(open), await ledger.isSettled(released)]).toEqual([false, false]);
      under.clock.now = new Date(under.clock.now.getTime() + reservationMs);
      await ledger.maintain();
      expect(await ledger.isSettled(open)).toBe(false);
    });
  });

  describe("extending", () => {
    test("lets a reservation live on, as often as it is asked for, and a closed one not", async () => {
      const reservation = await reserve({ includedCredits: 1 });
      for (let time = 0; time < 3; time++) {
        under.clock.now = new Date(under.clock.now.getTime() + reservationMs - 1);
        expect(await ledger.extend(reservation)).toBe(true);
        await ledger.maintain();
      }
      await ledger.rebuild();
      await ledger.maintain();
      expect(await refusal({ includedCredits: 1 })).toBe("InsufficientCredits");
      expect(await ledger.settle(reservation)).toBe(true);
      expect(await ledger.extend(reservation)).toBe(false);
      await expectProjectionsToEqualEntries();
    });

    test("comes too late once a reservation has expired", async () => {
      const reservation = await reserve();
      under.clock.now = new Date(under.clock.now.getTime() + reservationMs);
      await ledger.maintain();
      expect(await ledger.extend(reservation)).toBe(false);
      expect(await ledger.settle(reservation)).toBe(false);
    });
  });

  describe("entries of months that ended more than a year ago", () => {
    const entriesOf = async () =>
      (await under.db.select().from(creditEntries).where(eq(creditEntries.uid, uid))).length;

    test("are summed: the numbers stay, also when they are counted again and spent on", async () => {
      await admin.grant(`pack-${uid}`, uid, 4);
      await charge({ channel: "app", includedCredits: 2 });
      await ledger.release(await reserve({ includedCredits: 2 }));
      await charge({ includedCredits: 2 });
      await charge({ includedCredits: 2 });
      under.clock.now = new Date("2026-04-01T00:00:00Z");
      await admin.set(uid, { billingPeriod: { startUnix: march.startUnix, endUnix: april.endUnix } });
      await charge({ channel: "app", includedCredits: 2 });
      await ledger.maintain();
      expect(await entriesOf()).toBe(11);
      const before = await ledger.read(uid, march.startUnix);

      under.clock.now = new Date("2027-04-01T23:00:00Z");
      await sumOldEntries(under.db, under.clock.now);
      expect(await entriesOf()).toBe(11);
      under.clock.now = new Date("2027-04-02T00:00:00Z");
      const sums = await Promise.all([0, 1].map(() => sumOldEntries(under.db, under.clock.now)));
      expect(sums[0]! + sums[1]!).toBeGreaterThanOrEqual(4);
      expect(await entriesOf()).toBe(3);
      expect(await ledger.read(uid, march.startUnix)).toEqual(before);
      await ledger.rebuild();
      expect(await ledger.read(uid, march.startUnix)).toEqual(before);
      expect(before).toMatchObject({ prepaidCredits: 2, month: { app: 1, api: 2 } });
      await expectProjectionsToEqualEntries();

      under.clock.now = new Date("2027-06-01T00:00:00Z");
      await charge({ channel: "app", includedCredits: 0 });
      await ledger.maintain();
      await sumOldEntries(under.db, under.clock.now);
      expect(await entriesOf()).toBe(3);
      await ledger.rebuild();
      expect(await ledger.read(uid, april.startUnix)).toMatchObject({
        prepaidCredits: 1,
        month: { app: 1, api: 0 },
      });
      await expectProjectionsToEqualEntries();
      expect(await admin.grant(`pack-${uid}`, uid, 4)).toBe(false);
    });

    test("stay as long as their reservation is open", async () => {
      const open = await reserve();
      under.clock.now = new Date("2028-01-01T00:00:00Z");
      await ledger.extend(open);
      await ledger.maintain();
      await sumOldEntries(under.db, under.clock.now);
      await ledger.rebuild();
      expect(await ledger.settle(open)).toBe(true);
      await expectProjectionsToEqualEntries();
    });
  });

  describe("changes from outside", () => {
    test("a grant with the same id is made once", async () => {
      expect(await admin.grant(`pack-${uid}`, uid, 10)).toBe(true);
      expect(await admin.grant(`pack-${uid}`, uid, 10)).toBe(false);
      expect((await ledger.read(uid, march.startUnix)).prepaidCredits).toBe(10);
    });

    test("a balance can be set to any number, spent credits or not", async () => {
      await admin.grant(`pack-${uid}`, uid, 10);
      await charge({ includedCredits: 0 });
      for (const credits of [100, 0, 7, 7]) {
        await admin.set(uid, { prepaidCredits: credits });
        expect((await ledger.read(uid, march.startUnix)).prepaidCredits).toBe(credits);
      }
      await expectProjectionsToEqualEntries();
    });

    test("balances set at the same time end at one of them, and the entries agree", async () => {
      await Promise.all([5, 6, 7, 8].map((credits) => admin.set(uid, { prepaidCredits: credits })));
      expect([5, 6, 7, 8]).toContain((await ledger.read(uid, march.startUnix)).prepaidCredits);
      await expectProjectionsToEqualEntries();
    });
  });

  describe("many accounts", () => {
    test("their prepaid balances are read at once and in order: spent, granted, set, and 0 for the unknown", async () => {
      const spender = uid;
      const granted = `granted-${uid}`;
      const set = `set-${uid}`;
      await admin.grant(`pack-${spender}`, spender, 5);
      await charge({ includedCredits: 0 });
      // As a payment does: the database knows of it, and nobody has used the account yet.
      await grantPrepaid(under.db, { id: `pack-${granted}`, uid: granted, credits: 9, at: under.clock.now });
      await admin.set(set, { prepaidCredits: 2 });
      expect(await ledger.readPrepaid([set, "nobody", spender, granted])).toEqual([2, 0, 4, 9]);
      expect(await ledger.readPrepaid([])).toEqual([]);
    });
  });

  describe("counting again", () => {
    test("changes nothing when the counters are right, and keeps open reservations open", async () => {
      await admin.grant(`pack-${uid}`, uid, 4);
      await admin.set(uid, { billingPeriod: { startUnix: march.startUnix + 500, endUnix: april.startUnix } });
      const open = await reserve();
      await charge({ includedCredits: 0 });
      const before = await ledger.read(uid, march.startUnix);
      expect(await ledger.rebuild()).toBeGreaterThan(0);
      expect(await ledger.read(uid, march.startUnix)).toEqual(before);
      expect(await ledger.release(open)).toBe(true);
      await expectProjectionsToEqualEntries();
    });
  });

  describe("any sequence of changes", () => {
    test("leaves the account as the plainest of models has it, and as its entries say", async () => {
      await fc.assert(
        fc.asyncProperty(ledgerCommands(reservationMs), async (commands) => {
          uid = `account-${++accounts}`;
          under.clock.now = new Date("2026-03-15T12:00:00Z");
          const real: LedgerRun = { under, admin, uid, reservations: new Map() };
          await fc.asyncModelRun(() => ({ model: new LedgerModel(reservationMs), real }), commands);
          await ledger.maintain();
          await expectProjectionsToEqualEntries();
        }),
        { numRuns: 6 },
      );
    }, 120_000);
  });

  if (!concurrent) return;

  describe("races", () => {
    test("200 images at once on 50 credits: exactly 50 are accepted", async () => {
      await admin.grant(`pack-${uid}`, uid, 20);
      const answers = await Promise.all(Array.from({ length: 200 }, () => refusal({ includedCredits: 30 })));
      expect(answers.filter((answer) => answer === "accepted")).toHaveLength(50);
      expect(answers.filter((answer) => answer === "InsufficientCredits")).toHaveLength(150);
      expect(await ledger.read(uid, march.startUnix)).toMatchObject({
        prepaidCredits: 0,
        month: { app: 0, api: 50 },
        cycles: [{ included: 30 }],
      });
      await expectProjectionsToEqualEntries();
    });

    test("a reservation that is settled and released at the same moment is closed by one of them", async () => {
      const reservations = await Promise.all(
        Array.from({ length: 20 }, () => reserve({ includedCredits: 20 })),
      );
      const closings = await Promise.all(
        reservations.flatMap((reservation) => [ledger.settle(reservation), ledger.release(reservation)]),
      );
      expect(closings.filter(Boolean)).toHaveLength(20);
      await expectProjectionsToEqualEntries();
    });

    test("periods set at the same time leave the ledger with the one that the database has", async () => {
      const periods = Array.from({ length: 10 }, (_, index) => ({
        startUnix: 1000 + index,
        endUnix: 2000 + index,
      }));
      await Promise.all(periods.map((period) => admin.set(uid, { billingPeriod: period })));
      const { billingPeriod } = await ledger.read(uid, march.startUnix);
      expect(billingPeriod).toEqual((await readAccountState(under.db, uid)).period);
    });

    test("spending, giving back, granting and counting again at once leave counters that equal the entries", async () => {
      await admin.grant(`pack-${uid}`, uid, 40);
      const image = async (kept: boolean): Promise<void> => {
        const reservation = await reserve({ includedCredits: 30 });
        await (kept ? ledger.settle(reservation) : ledger.release(reservation));
      };
      await Promise.all([
        ...Array.from({ length: 60 }, (_, index) => image(index % 3 > 0)),
        ...Array.from({ length: 5 }, (_, index) => admin.grant(`pack-${index}-${uid}`, uid, 1)),
        ledger.rebuild(),
        ledger.maintain(),
        ledger.rebuild(),
      ]);
      const { prepaidCredits, month, cycles } = await ledger.read(uid, march.startUnix);
      expect(month.api).toBe(40);
      expect(prepaidCredits - (cycles[0]?.included ?? 0)).toBe(45 - 40);
      await expectProjectionsToEqualEntries();
    });
  });
}
