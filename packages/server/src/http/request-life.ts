import type { FastifyReply, FastifyRequest } from "fastify";

/** Fires when the client goes away before it has its whole answer, or when `deadlineMs` have passed. */
export function requestSignal(reply: FastifyReply, deadlineMs: number): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort(new Error("The client closed the connection"));
  });
  return AbortSignal.any([gone.signal, AbortSignal.timeout(deadlineMs)]);
}

/**
 * For an answer that is given before the request was read to its end: throws the rest of the body away as it comes, so
 * that a client that is still sending gets to read the answer. Once `maxBytes` of the body have come, the connection is
 * closed instead.
 *
 * @param bytesBefore what the connection had received when this request began
 */
export function discardRest(
  request: FastifyRequest,
  reply: FastifyReply,
  bytesBefore: number,
  maxBytes: number,
): void {
  const body = request.raw;
  if (body.complete || body.destroyed) return;
  const isTooMuch = () => body.socket.bytesRead - bytesBefore > maxBytes;
  if (isTooMuch()) {
    reply.header("connection", "close");
    return;
  }
  body.unpipe();
  body.on("data", () => {
    if (isTooMuch()) body.socket.destroy();
  });
  body.resume();
}

/** Cuts a client off that stops reading its answer. */
export function limitReplySilence(reply: FastifyReply, idleTimeoutMs: number): void {
  reply.raw.setTimeout(idleTimeoutMs);
}
