import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CreditLedger } from "./ledger.ts";
import { keepMaintained } from "./maintenance.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recorded(outcomes: ("ok" | "fails")[]) {
  const lines: string[] = [];
  let rounds = 0;
  const ledger = {
    async maintain() {
      if (outcomes[rounds++] === "fails") throw new Error("no connection");
    },
  } as CreditLedger;
  const write = (_: unknown, message: string): void => void lines.push(message);
  return { ledger, log: { info: write, warn: write, error: write }, lines, rounds: () => rounds };
}

test("a round that fails is reported once, and the rounds go on until it works again", async () => {
  const { ledger, log, lines, rounds } = recorded(["ok", "fails", "fails", "fails", "ok"]);
  const maintenance = keepMaintained(ledger, 100, log);
  await vi.advanceTimersByTimeAsync(500);
  expect(rounds()).toBe(5);
  expect(lines).toEqual([
    "Credits cannot be maintained; trying again until it works",
    "Credits are maintained again",
  ]);
  await maintenance.stop();
});

test("stopping takes one last round and no more", async () => {
  const { ledger, log, rounds } = recorded([]);
  const maintenance = keepMaintained(ledger, 100, log);
  await Promise.all([maintenance.stop(), maintenance.stop()]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(rounds()).toBe(1);
});
