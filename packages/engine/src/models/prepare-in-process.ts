import { EngineError } from "../errors.ts";
import { forkModule } from "../spawn.ts";
import type { PrepareReply, PrepareRequest } from "./prepare-process.ts";
import type { Trial } from "./trial.ts";

/** Preparation takes 2 to 15 seconds; far beyond that the disk or the machine is stuck. */
const PREPARE_TIMEOUT_MS = 5 * 60 * 1000;

/**
 * Prepares a model in a process of its own.
 * @returns the trial, where both forms are wanted: then only the better one is written
 * @throws EngineError `ModelUnavailable`
 */
export function prepareInProcess(request: PrepareRequest): Promise<Trial | undefined> {
  return new Promise((resolve, reject) => {
    const { name } = request.spec;
    const fail = (detail: string) =>
      reject(new EngineError("ModelUnavailable", `Preparing the model '${name}' failed: ${detail}`));
    const child = forkModule("models/prepare-process");
    const deadline = setTimeout(() => child.kill("SIGKILL"), PREPARE_TIMEOUT_MS);
    child.once("error", (error) => fail(error.message));
    child.once("message", (reply: PrepareReply) => (reply.ok ? resolve(reply.trial) : fail(reply.message)));
    child.once("exit", (code, signal) => {
      clearTimeout(deadline);
      fail(`its process ended early (${signal ?? code})`);
    });
    child.send(request);
  });
}
