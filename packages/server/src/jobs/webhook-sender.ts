import { setMaxListeners } from "node:events";
import type { DueDelivery, Outcome, Webhooks } from "@alphacut/platform";
import type { FastifyBaseLogger } from "fastify";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import { FetchFailure } from "../http/guarded-fetch/fetch-failure.ts";
import { guardedFetch } from "../http/guarded-fetch/guarded-fetch.ts";
import { Wake } from "./wake.ts";

export interface WebhookSenderOptions {
  webhooks: Webhooks;
  /** Receivers that may be told although they are not public. */
  fetchAllow: AllowList;
  /** Called after every attempt whose outcome is known. */
  onAttempt: (outcome: Outcome["state"]) => void;
  log: FastifyBaseLogger;
}

export interface WebhookSender {
  /** There may be something to send. */
  wake(): void;
  /** Sends no more; what is on the way is given up and sent again later. */
  stop(): Promise<void>;
}

const AT_ONCE = 16;
const LOOK_EVERY_MS = 1000;
const PAUSE_MS = 5000;
/** A receiver that needs longer should answer first and work afterwards. */
const TIMEOUT_MS = 15_000;
/** Nobody reads what a receiver says. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Sends messages as they come due, a few at a time. */
export function sendWebhooks({ webhooks, fetchAllow, onAttempt, log }: WebhookSenderOptions): WebhookSender {
  const idle = new Wake();
  const stopping = new AbortController();
  setMaxListeners(4 * AT_ONCE, stopping.signal);
  const onTheWay = new Set<Promise<void>>();

  async function send(due: DueDelivery): Promise<void> {
    try {
      const outcome = await attempt(due, fetchAllow, stopping.signal);
      if (!outcome) return;
      onAttempt(outcome.state);
      await webhooks.noteOutcome(due.id, outcome);
    } catch (error) {
      log.warn({ err: error }, "How a webhook went could not be noted; it is sent again");
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = await webhooks.takeDue(AT_ONCE - onTheWay.size).catch((error: unknown) => {
        log.warn({ err: error }, "Webhooks wait: what is due is not known");
        return undefined;
      });
      for (const delivery of stopping.signal.aborted ? [] : (due ?? [])) {
        const sending = send(delivery).finally(() => {
          onTheWay.delete(sending);
          idle.wake();
        });
        onTheWay.add(sending);
      }
      if (due === undefined) await idle.sleep(PAUSE_MS);
      else if (due.length === 0 || onTheWay.size >= AT_ONCE) await idle.sleep(LOOK_EVERY_MS);
    }
  }

  const running = loop();
  return {
    wake: () => idle.wake(),
    async stop() {
      stopping.abort();
      idle.wake();
      await running;
      await Promise.all(onTheWay);
    },
  };
}

/** @returns undefined when the server stops meanwhile: nobody knows whether it arrived */
async function attempt(
  { url, headers, body }: DueDelivery,
  allow: AllowList,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  try {
    const { status } = await guardedFetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "user-agent": "Alphacut" },
      body: Buffer.from(body),
      allow,
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs: TIMEOUT_MS,
      // A receiver that moved would be sent the secret's signature wherever it points.
      maxRedirects: 0,
      signal,
    });
    if (status >= 200 && status < 300) return { state: "delivered", status };
    return status === 410 ? { state: "gone", status } : { state: "failed", status };
  } catch (error) {
    if (signal.aborted) return undefined;
    return {
      state: "failed",
      error: error instanceof FetchFailure ? error.message : "The message was not sent",
    };
  }
}
