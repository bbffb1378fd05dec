import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { InvalidRequest } from "../http/failure.ts";

/** The sender's name for a request that it may have to send again. @throws InvalidRequest */
export function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key === "string" && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const message = "The Idempotency-Key header must be 1 to 200 printable ASCII characters without blanks";
  throw new InvalidRequest([{ field: "idempotency-key", message }]);
}

/** The same for what asks for the same. */
export function hashOf(asked: unknown): string {
  return createHash("sha256").update(JSON.stringify(asked)).digest("base64url");
}
