import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * The session token inside a signed one (`TOKEN.SIGNATURE`, as better-auth gives it in cookies and in the
 * `set-auth-token` header), or undefined when the signature is missing or wrong. The signature is what makes the tokens
 * in the database worthless to somebody who can only read it.
 */
export function openToken(signed: string, secret: string): string | undefined {
  const [token = "", signature = "", ...rest] = decode(signed).split(".");
  const expected = Buffer.from(createHmac("sha256", secret).update(token).digest("base64"));
  const given = Buffer.from(signature);
  const valid = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
  return valid ? token : undefined;
}

/** Cookies carry the token percent-encoded; some clients copy it as it stands there. */
function decode(signed: string): string {
  try {
    return decodeURIComponent(signed);
  } catch {
    return signed;
  }
}
