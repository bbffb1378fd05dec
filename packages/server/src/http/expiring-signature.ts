import { createHmac, timingSafeEqual } from "node:crypto";

/** Signs statements that hold until a moment, with HMAC-SHA-256. Nothing is stored. */
export interface ExpiringSignatures {
  /** The signature, in base64url. @param expires Unix seconds, as they are handed on */
  sign(statement: string, expires: string): string;
  /** False for a signature that is forged, expired, or of another statement. */
  isValid(statement: string, expires: string, signature: string): boolean;
}

/** @param key the same in all processes that shall accept each other's signatures */
export function createExpiringSignatures(key: Buffer, now: () => number): ExpiringSignatures {
  const sign = (statement: string, expires: string) =>
    createHmac("sha256", key).update(`${statement}\n${expires}`).digest("base64url");
  return {
    sign,
    isValid(statement, expires, signature) {
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now()) return false;
      const given = Buffer.from(signature);
      const expected = Buffer.from(sign(statement, expires));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
