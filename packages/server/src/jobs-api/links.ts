import { createExpiringSignatures } from "../http/expiring-signature.ts";

const LIFETIME_SECONDS = 24 * 3600;

/** Addresses of results that need no key and expire. Nothing is stored. */
export interface Links {
  /** An address for a day, or two: the same one for hours, so that caches keep what it leads to. */
  of(jobId: string, itemId: string): string;
  isValid(jobId: string, itemId: string, query: { expires?: unknown; signature?: unknown }): boolean;
}

/** @param key signs the addresses; the same in all processes that shall accept each other's */
export function createLinks(key: Buffer, publicUrl: string, now: () => number = Date.now): Links {
  const signatures = createExpiringSignatures(key, now);
  const statement = (jobId: string, itemId: string) => `job result\n${jobId}\n${itemId}`;
  return {
    of(jobId, itemId) {
      const seconds = now() / 1000;
      const expires = String(Math.ceil(seconds / LIFETIME_SECONDS) * LIFETIME_SECONDS + LIFETIME_SECONDS);
      const signature = signatures.sign(statement(jobId, itemId), expires);
      return `${publicUrl}/api/jobs/${jobId}/items/${itemId}/result?expires=${expires}&signature=${signature}`;
    },
    isValid(jobId, itemId, { expires, signature }) {
      if (typeof expires !== "string" || typeof signature !== "string") return false;
      return signatures.isValid(statement(jobId, itemId), expires, signature);
    },
  };
}
