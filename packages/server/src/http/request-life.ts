import { Readable } from "node:stream";
import { EngineError } from "@alphacut/engine";
import type { FastifyReply, FastifyRequest } from "fastify";
import { RequestError } from "./failure.ts";

export interface Deadlines {
  /** The longest time for a request to come in. */
  uploadMs: number;
  /** The longest time for the answer, from when the request is there. */
  cutoutMs: number;
}

/**
 * Fires when the client goes away before it has its whole answer, when its request takes too long to come in, or when the
 * answer takes too long after that.
 */
export function requestSignal(reply: FastifyReply, { uploadMs, cutoutMs }: Deadlines): AbortSignal {
  const controller = new AbortController();
  const { raw } = reply.request;
  const arrived = () => {
    clearTimeout(deadline);
    deadline = setTimeout(() => controller.abort(new Error("The request took too long")), cutoutMs);
  };
  let deadline = setTimeout(
    () => controller.abort(new RequestError("UploadStalled", "The upload took too long")),
    uploadMs,
  );
  if (raw.complete) arrived();
  else raw.once("end", arrived);
  reply.raw.once("close", () => {
    raw.off("end", arrived);
    clearTimeout(deadline);
    if (!reply.raw.writableFinished) controller.abort(new Error("The client closed the connection"));
  });
  return controller.signal;
}

/** The error of work that ends because such a signal fired. */
export function abortError({ reason }: AbortSignal): Error {
  if (reason instanceof RequestError) return reason;
  return new EngineError("Aborted", "The sender went away", { cause: reason });
}

/** How long a connection that is given up stays open, so that its client may still read the answer. */
const LINGER_MS = 1000;

/**
 * For an answer that is given before the request was read to its end: throws the rest of the body away as it comes, so
 * that a client that is still sending gets to read the answer, and closes the connection once `maxBytes` of the body
 * have come.
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
  const { socket } = body;
  // A request that is injected into the app instead of sent has no connection, and says nothing of being complete.
  if (body.complete !== false || body.destroyed) return;
  const close = () => {
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
  const closeAfterAnswer = () => {
    if (reply.raw.writableFinished) close();
    else reply.raw.once("finish", close);
  };
  // Node would close a connection that is not kept alive right after the answer. While bytes are still coming in that
  // resets it, and the client may never see the answer. So it is kept, and closed from here.
  if (!reply.raw.shouldKeepAlive) body.once("end", closeAfterAnswer);
  reply.raw.shouldKeepAlive = true;
  body.unpipe();
  const stalled = reply.statusCode === 408;
  const watch = () => {
    if (!stalled && socket.bytesRead - bytesBefore <= maxBytes) return;
    body.off("data", watch);
    closeAfterAnswer();
  };
  body.on("data", watch);
  watch();
  body.resume();
}

/** `HEAD` is answered like `GET`, but nothing is read or made of what would be sent: not a file, a ZIP or endless events. */
export async function withoutBody(request: FastifyRequest, payload: unknown): Promise<unknown> {
  if (request.method !== "HEAD" || !(payload instanceof Readable)) return payload;
  payload.destroy();
  return Readable.from([]);
}

/** Cuts a client off that stops reading its answer. */
export function limitReplySilence(reply: FastifyReply, idleTimeoutMs: number): void {
  reply.raw.setTimeout(idleTimeoutMs, () => reply.raw.destroy());
}
