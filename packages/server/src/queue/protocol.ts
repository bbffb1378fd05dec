import type { EngineErrorCode } from "@alphacut/engine";

/**
 * What API nodes and workers say to each other by way of Redis. A change that an older worker would get wrong needs a new
 * version: nodes and workers of different versions don't meet, since the version is part of every name.
 */
const PROTOCOL_VERSION = 1;
const PREFIX = `alphacut:${PROTOCOL_VERSION}`;

/** Everything that BullMQ keeps stands below this. */
export const QUEUE_PREFIX = `${PREFIX}:looks`;

/** Masks that processes share stand below this. */
export const MASKS_PREFIX = `${PREFIX}:masks`;

/** The pixels of a look, RGB without padding. They are there for as long as somebody waits for its mask. */
export const inputKey = (look: string) => `${PREFIX}:input:${look}`;
/** A list into which workers put answers for one API node. */
export const inboxKey = (node: string) => `${PREFIX}:inbox:${node}`;
/** A worker that is alive says here who it is. */
export const workerKey = (worker: string) => `${PREFIX}:worker:${worker}`;
/** The names of workers, some of which may be gone. */
export const WORKERS_KEY = `${PREFIX}:workers`;

/** A job of the queue that is named after a model's tag: it refers to the pixels and to who asks. */
export interface LookJob {
  width: number;
  height: number;
  inbox: string;
}

/** Times of waiting and giving up, in milliseconds. */
export interface QueueTimes {
  /** A worker that is silent for so long has lost its look, which goes to another one. */
  lockMs: number;
  /** How often nodes and workers tell that they are alive. */
  beatMs: number;
  /** How long looks wait although nobody is there who could take them, or Redis is not. */
  patienceMs: number;
}

export const QUEUE_TIMES: QueueTimes = { lockMs: 6000, beatMs: 2000, patienceMs: 20_000 };

/** A node that is silent for so long has no interest in its looks any more; so long are answers kept for it, too. */
export const interestMs = ({ beatMs }: QueueTimes) => 8 * beatMs;

/** A look is tried by so many workers. */
export const MAX_ATTEMPTS = 2;

export type AnswerHeader =
  | { look: string; width: number; height: number; runMs: number }
  | { look: string; error: { code: EngineErrorCode; message: string } };

/** One answer as it lies in an inbox: the length of its header, the header, the mask. */
export function encodeAnswer(header: AnswerHeader, mask: Uint8Array = new Uint8Array()): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, mask]);
}

export function decodeAnswer(bytes: Buffer): { header: AnswerHeader; mask: Buffer } {
  const end = 4 + bytes.readUInt32LE();
  return { header: JSON.parse(bytes.toString("utf8", 4, end)), mask: bytes.subarray(end) };
}
