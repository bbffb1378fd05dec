import type { Caller } from "@alphacut/platform";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createUploads } from "./upload-budget.ts";

const account = (uid: string) => ({ kind: "account", uid }) as Caller;
const anonymous = (address: string): Caller => ({ kind: "anonymous", address });

describe("the memory of uploads", () => {
  it("is to a quarter for one client, in however many requests", () => {
    const uploads = createUploads(400);
    const [one, again] = [uploads.of(account("a")), uploads.of(account("a"))];
    expect(one.take(60)).toBe(true);
    expect(again.take(41)).toBe(false);
    expect(again.take(40)).toBe(true);
    one.give(60);
    expect(again.take(60)).toBe(true);
    expect(uploads.used).toBe(100);
  });

  it("is to one half for all who have no account, whatever addresses they have", () => {
    const uploads = createUploads(400);
    const taken = Array.from({ length: 100 }, (_, i) => uploads.of(anonymous(`192.0.2.${i}`)).take(50));
    expect(taken.filter((fits) => fits)).toHaveLength(4);
    for (const uid of ["a", "b"]) expect(uploads.of(account(uid)).take(100)).toBe(true);
    expect(uploads.of(account("c")).take(1)).toBe(false);
  });

  it("counts all addresses of one IPv6 network as one client", () => {
    const uploads = createUploads(400);
    expect(uploads.of(anonymous("2001:db8::1")).take(100)).toBe(true);
    expect(uploads.of(anonymous("2001:db8::2")).take(1)).toBe(false);
    expect(uploads.of(anonymous("2001:db8:0:1::1")).take(1)).toBe(true);
  });

  it("never exceeds any of its bounds, in whatever order clients take and give", () => {
    const clients = [account("a"), account("b"), anonymous("192.0.2.1"), anonymous("192.0.2.2")];
    const step = fc.record({ client: fc.nat(clients.length - 1), bytes: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        (steps, gives) => {
          const uploads = createUploads(200);
          const held = clients.map(() => [] as number[]);
          const sum = (bytes: readonly number[]) => bytes.reduce((all, one) => all + one, 0);
          for (const [i, { client, bytes }] of steps.entries()) {
            const own = held[client]!;
            const budget = uploads.of(clients[client]!);
            const given = gives[i] ? own.pop() : undefined;
            if (given !== undefined) budget.give(given);
            else if (budget.take(bytes)) own.push(bytes);
            const all = held.map(sum);
            expect(uploads.used).toBe(sum(all));
            expect(Math.max(...all)).toBeLessThanOrEqual(50);
            expect(all[2]! + all[3]!).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
  });
});
