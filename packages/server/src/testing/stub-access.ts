import { type Access, AccessError, type AccessErrorCode, type Caller } from "../cutout/access.ts";

/** Access with a few known keys. It records what moved. */
export interface StubAccess extends Access {
  /** Credits charged and given back so far. */
  moved: { settled: number; released: number };
  credits: number;
  requestsLeft: number;
}

const KEYS: Record<string, Caller | AccessErrorCode> = {
  good: { kind: "account", uid: "u1", plan: "Pro", channel: "api" },
  revoked: "InvalidCredentials",
  unverified: "EmailNotVerified",
};

export function createStubAccess(): StubAccess {
  const access: StubAccess = {
    moved: { settled: 0, released: 0 },
    credits: 10,
    requestsLeft: 1000,
    async identify({ apiKey, userToken, address }) {
      if (apiKey !== undefined && userToken !== undefined)
        throw new AccessError("BothCredentials", "Two credentials");
      const credential = apiKey ?? userToken;
      if (credential === undefined) return { kind: "anonymous", address };
      const found = KEYS[credential] ?? "InvalidCredentials";
      if (typeof found === "string") throw new AccessError(found, "No");
      return found;
    },
    async takeRequest() {
      if (access.requestsLeft === 0) {
        throw new AccessError("TooManyRequests", "Slow down", { limit: 60, remaining: 0, resetSeconds: 13 });
      }
      access.requestsLeft -= 1;
      return { limit: 60, remaining: access.requestsLeft, resetSeconds: 30 };
    },
    async reserve(caller) {
      if (access.credits === 0) {
        throw new AccessError(
          caller.kind === "anonymous" ? "DailyLimitReached" : "NoCredits",
          "Nothing left",
        );
      }
      access.credits -= 1;
      return {
        async settle() {
          access.moved.settled += 1;
          return { charged: 1, remaining: access.credits };
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
