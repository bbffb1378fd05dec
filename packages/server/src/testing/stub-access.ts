import { type Caller, LimitExceeded, PlatformError, type PlatformErrorCode } from "@alphacut/platform";
import type { Access } from "../cutout/access.ts";

/** Access with a few known keys. It records what moved. */
export interface StubAccess extends Access {
  /** Credits charged and given back so far. */
  moved: { settled: number; released: number };
  credits: number;
  /** Network addresses of those who called, oldest first. */
  addresses: string[];
  requestsLeft: number;
  /** As it was when it was made. */
  reset(): void;
}

const plan = { label: "Pro", includedCredits: 1000, requestsPerMinute: 60 };
const KEYS: Record<string, Caller | PlatformErrorCode> = {
  good: { kind: "account", uid: "u1", plan, lowCreditThreshold: 0, channel: "api" },
  revoked: "InvalidCredentials",
  unverified: "EmailNotVerified",
};

const unused = () => ({ moved: { settled: 0, released: 0 }, credits: 10, addresses: [], requestsLeft: 1000 });

export function createStubAccess(): StubAccess {
  const access: StubAccess = {
    ...unused(),
    reset: () => void Object.assign(access, unused()),
    async identify({ apiKey, userToken, address }) {
      access.addresses.push(address);
      if (apiKey !== undefined && userToken !== undefined) throw new PlatformError("BothCredentials", "Both");
      const credential = apiKey ?? userToken;
      if (credential === undefined) return { kind: "anonymous", address };
      const found = KEYS[credential] ?? "InvalidCredentials";
      if (typeof found === "string") throw new PlatformError(found, "No");
      return found;
    },
    takeQuestion: async () => ({ limit: 120, remaining: 100, resetSeconds: 30 }),
    async takeRequest() {
      if (access.requestsLeft === 0) {
        throw new LimitExceeded("RateLimited", "Slow down", { limit: 60, remaining: 0, resetSeconds: 13 });
      }
      access.requestsLeft -= 1;
      return { limit: 60, remaining: access.requestsLeft, resetSeconds: 30 };
    },
    async reserveTest() {
      return { remaining: undefined, settle: async () => {}, release: async () => {} };
    },
    async reserve({ kind }) {
      if (access.credits === 0) {
        throw new PlatformError(
          kind === "anonymous" ? "DailyLimitReached" : "InsufficientCredits",
          "None left",
        );
      }
      access.credits -= 1;
      return {
        remaining: access.credits,
        async settle() {
          access.moved.settled += 1;
        },
        async release() {
          access.credits += 1;
          access.moved.released += 1;
        },
      };
    },
  };
  return access;
}
