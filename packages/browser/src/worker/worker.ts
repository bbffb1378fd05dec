/** Entry of the worker: one picture at a time, everything that takes long. */
import { EngineError } from "@alphacut/engine/portable";
import type { Assets, FromWorker, MadePicture, Surroundings, ToWorker, WireError } from "../messages.ts";
import { cutOut } from "./cut-out.ts";
import { ModelHolder } from "./model-holder.ts";

let holder: ModelHolder;

function send(message: FromWorker): void {
  postMessage(message);
}

function start(assets: Assets, surroundings: Surroundings): void {
  holder = new ModelHolder(assets, surroundings, (status) => send({ kind: "status", status }));
}

async function work(message: Exclude<ToWorker, { kind: "start" }>): Promise<MadePicture | undefined> {
  const { id } = message;
  const onFetch = (key: string, current: number, total: number) =>
    send({ kind: "fetched", id, key, current, total });
  if (message.kind === "load") {
    await holder.load(onFetch);
    return undefined;
  }
  if (!message.job.matte) await holder.load(onFetch);
  send({ kind: "computing", id });
  return cutOut(message.job, (input) => holder.segment(input));
}

addEventListener("message", async ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "start") return start(data.assets, data.surroundings);
  const { id } = data;
  const answer = await work(data).then(
    (result): FromWorker => ({ kind: "done", id, ...(result && { result }) }),
    (error: unknown): FromWorker => ({ kind: "failed", id, error: toWire(error) }),
  );
  send(answer);
});

function toWire(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof EngineError ? error.code : "Unexpected", message };
}
