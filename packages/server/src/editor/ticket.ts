import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Caller } from "@alphacut/platform";

const LIFETIME_SECONDS = 24 * 3600;

/** Proves that a caller has paid for a picture, so that rendering it again costs nothing. Nothing is stored. */
export interface Tickets {
  issue(picture: Uint8Array, caller: Caller): string;
  /** False for a ticket that is forged, expired, for another picture or of another caller. */
  isValid(ticket: string, picture: Uint8Array, caller: Caller): boolean;
}

/** @param key signs the tickets; the same in all processes that shall accept each other's */
export function createTickets(key: Buffer, now: () => number = Date.now): Tickets {
  const sign = (picture: Uint8Array, caller: Caller, expires: string) => {
    const hash = createHash("sha256").update(picture).digest("hex");
    const who = caller.kind === "account" ? `account ${caller.uid}` : `address ${caller.address}`;
    return createHmac("sha256", key).update(`editor ticket\n${hash}\n${who}\n${expires}`).digest("base64url");
  };
  return {
    issue(picture, caller) {
      const expires = String(Math.floor(now() / 1000) + LIFETIME_SECONDS);
      return `${expires}.${sign(picture, caller, expires)}`;
    },
    isValid(ticket, picture, caller) {
      const [expires = "", signature = ""] = ticket.split(".");
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now()) return false;
      const given = Buffer.from(signature);
      const expected = Buffer.from(sign(picture, caller, expires));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
