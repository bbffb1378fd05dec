import { createHash } from "node:crypto";
import type { Caller } from "@alphacut/platform";
import { createExpiringSignatures } from "../http/expiring-signature.ts";

const LIFETIME_SECONDS = 24 * 3600;

/** Proves that a caller has paid for a picture, so that rendering it again costs nothing. Nothing is stored. */
export interface Tickets {
  issue(picture: Uint8Array, caller: Caller): string;
  /** False for a ticket that is forged, expired, for another picture or of another caller. */
  isValid(ticket: string, picture: Uint8Array, caller: Caller): boolean;
}

/** @param key signs the tickets; the same in all processes that shall accept each other's */
export function createTickets(key: Buffer, now: () => number = Date.now): Tickets {
  const signatures = createExpiringSignatures(key, now);
  const statement = (picture: Uint8Array, caller: Caller) => {
    const hash = createHash("sha256").update(picture).digest("hex");
    const who = caller.kind === "account" ? `account ${caller.uid}` : `address ${caller.address}`;
    return `editor ticket\n${hash}\n${who}`;
  };
  return {
    issue(picture, caller) {
      const expires = String(Math.floor(now() / 1000) + LIFETIME_SECONDS);
      return `${expires}.${signatures.sign(statement(picture, caller), expires)}`;
    },
    isValid(ticket, picture, caller) {
      const [expires = "", signature = ""] = ticket.split(".");
      return signatures.isValid(statement(picture, caller), expires, signature);
    },
  };
}
