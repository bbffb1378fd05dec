import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { PlatformError } from "../../errors.ts";
import type { CreditAdministration } from "../administration.ts";
import { calendarMonth, monthOf } from "../calendar.ts";
import { grantPrepaid } from "../changes.ts";
import type { Channel, Reservation } from "../ledger.ts";
import { sumOldEntries } from "../snapshots.ts";
import type { LedgerModel } from "./ledger-model.ts";
import type { LedgerUnderTest } from "./ledger-under-test.ts";

/** The real thing: a ledger, and the reservations that were made in it under the model's numbers. */
export interface LedgerRun {
  readonly under: LedgerUnderTest;
  readonly admin: CreditAdministration;
  readonly uid: string;
  readonly reservations: Map<number, Reservation>;
}

type Step = (model: LedgerModel, run: LedgerRun) => Promise<void>;

/** One step; after each the account reads as the model says. */
class Command implements fc.AsyncCommand<LedgerModel, LedgerRun> {
  readonly #name: string;
  readonly #step: Step;

  constructor(name: string, step: Step) {
    this.#name = name;
    this.#step = step;
  }

  check(): boolean {
    return true;
  }

  async run(model: LedgerModel, run: LedgerRun): Promise<void> {
    await this.#step(model, run);
    const { ledger, clock } = run.under;
    const month = monthOf(clock.now).startUnix;
    expect(await ledger.read(run.uid, month)).toEqual(model.read(month));
  }

  toString(): string {
    return this.#name;
  }
}

const command = (name: string, step: Step) => new Command(name, step);

/** @param monthlyLimit of the API key; undefined = without one */
const reserve = (channel: Channel, includedCredits: number, monthlyLimit: number | null | undefined) =>
  command(`reserve ${channel} of ${includedCredits}, ${monthlyLimit}`, async (model, run) => {
    const { under, uid, reservations } = run;
    const key = monthlyLimit === undefined ? undefined : { id: `key-${uid}`, monthlyLimit };
    const expected = model.reserve(channel, includedCredits, key, under.clock.now);
    const reserving = under.ledger.reserve({ uid, channel, plan: { label: "Pro", includedCredits }, key });
    if (typeof expected === "string") {
      const refusal = await reserving.catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(PlatformError);
      expect(refusal).toMatchObject({ code: expected });
      return;
    }
    const { number, ...charge } = expected;
    const reservation = await reserving;
    expect(reservation).toMatchObject(charge);
    reservations.set(number, reservation);
  });

/** Something done to one of the reservations made so far, open or not. */
const close = (verb: "settle" | "release" | "extend", which: number) =>
  command(`${verb} ${which}`, async (model, { under, reservations }) => {
    const number = 1 + (which % Math.max(1, reservations.size));
    const reservation = reservations.get(number);
    if (reservation === undefined) return;
    const expected = model[verb](number, under.clock.now);
    expect(await under.ledger[verb](reservation)).toBe(expected);
  });

const passes = (ms: number) =>
  command(`${ms / 1000} s pass`, async (_model, { under }) => {
    under.clock.now = new Date(under.clock.now.getTime() + ms);
  });

const maintain = command("maintain", async (model, { under }) => {
  model.expire(under.clock.now);
  await under.ledger.maintain();
});

const grant = (id: number, credits: number) =>
  command(`grant ${credits} by ${id}`, async (model, { admin, uid }) => {
    expect(await admin.grant(`${uid}-${id}`, uid, credits)).toBe(model.grant(id, credits));
  });

const setPrepaid = (credits: number) =>
  command(`prepaid = ${credits}`, async (model, { admin, uid }) => {
    model.prepaid = credits;
    await admin.set(uid, { prepaidCredits: credits });
  });

const takeBack = (credits: number) =>
  command(`take back ${credits}`, async (model, { under, uid }) => {
    model.prepaid -= credits;
    const change = { id: randomUUID(), uid, credits: -credits, at: under.clock.now };
    await grantPrepaid(under.db, change, "adjust");
    await under.ledger.refresh(uid);
  });

const march = calendarMonth(2026, 3);
/** Two of them begin at the same moment. */
const periods = [
  null,
  { startUnix: march.startUnix + 500, endUnix: march.endUnix + 500 },
  { startUnix: march.startUnix + 500, endUnix: march.endUnix + 90 },
  { startUnix: march.startUnix, endUnix: march.endUnix + 700 },
];

const setPeriod = (which: number) =>
  command(`period ${which}`, async (model, { admin, uid }) => {
    model.period = periods[which]!;
    await admin.set(uid, { billingPeriod: model.period });
  });

const rebuild = command("count again", async (_model, { under }) => void (await under.ledger.rebuild()));

const sumOld = command("sum old entries", async (model, { under }) => {
  model.expire(under.clock.now);
  await under.ledger.maintain();
  await sumOldEntries(under.db, under.clock.now);
});

const day = 86_400_000;

/** Any sequence of what can happen to an account's credits. `reservationMs` = how long its holds live. */
export function ledgerCommands(reservationMs: number) {
  const which = fc.nat(9);
  const verb = fc.constantFrom("settle", "release", "extend");
  const limit = fc.constantFrom(undefined, null, 1, 2, 3);
  const image = fc.tuple(fc.constantFrom<Channel>("app", "api"), fc.nat(3), limit);
  const time = fc.constantFrom(1, reservationMs / 2, reservationMs, 20 * day, 400 * day);
  return fc.commands(
    [
      image.map((of) => reserve(...of)),
      image.map((of) => reserve(...of)),
      fc.tuple(verb, which).map((of) => close(...of)),
      fc.tuple(verb, which).map((of) => close(...of)),
      time.map(passes),
      fc.constant(maintain),
      fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })).map((of) => grant(...of)),
      fc.nat(3).map(setPrepaid),
      fc.integer({ min: 1, max: 3 }).map(takeBack),
      fc.nat(periods.length - 1).map(setPeriod),
      fc.constant(rebuild),
      fc.constant(sumOld),
    ],
    { maxCommands: 30, size: "max" },
  );
}
