import { type Access, AccessError, type Caller, type RateState } from "./access.ts";

/** Access without accounts: every caller is anonymous and has `dailyLimit` images a UTC day (`null`: no limit). */
export function createAnonymousAccess(dailyLimit: number | null, now: () => number = Date.now): Access {
  let day = "";
  let used = new Map<string, number>();

  function usedToday(): Map<string, number> {
    const today = new Date(now()).toISOString().slice(0, 10);
    if (today !== day) {
      day = today;
      used = new Map();
    }
    return used;
  }

  function stateAfter(count: number, limit: number): RateState {
    const resetSeconds = 86_400 - (Math.floor(now() / 1000) % 86_400);
    return { limit, remaining: Math.max(0, limit - count), resetSeconds };
  }

  return {
    async identify({ apiKey, userToken, address }) {
      if (apiKey !== undefined && userToken !== undefined)
        throw new AccessError("BothCredentials", "Two credentials");
      if (apiKey !== undefined || userToken !== undefined)
        throw new AccessError("InvalidCredentials", "Unknown key");
      return { kind: "anonymous", address };
    },
    async takeRequest() {
      return undefined;
    },
    async reserve(caller: Caller) {
      if (dailyLimit === null || caller.kind !== "anonymous") {
        return { settle: async () => ({ charged: 1 }), release: async () => {} };
      }
      const today = usedToday();
      const count = today.get(caller.address) ?? 0;
      if (count >= dailyLimit) {
        throw new AccessError("DailyLimitReached", "No images left today", stateAfter(count, dailyLimit));
      }
      today.set(caller.address, count + 1);
      let open = true;
      return {
        async settle() {
          open = false;
          return { charged: 1, remaining: dailyLimit - (today.get(caller.address) ?? 0) };
        },
        async release() {
          if (open) today.set(caller.address, (today.get(caller.address) ?? 1) - 1);
          open = false;
        },
      };
    },
  };
}
