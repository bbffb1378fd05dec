import type { FastifyInstance } from "fastify";
import { RequestError } from "../http/failure.ts";
import type { Metrics } from "./metrics.ts";
import { mayReadMetrics } from "./metrics-access.ts";

/** Something the server cannot work without. `check` rejects while it is not there. */
export interface Dependency {
  name: string;
  check(): Promise<void>;
}

export interface Operations {
  metrics: Pick<Metrics, "page">;
  /** Opens `/metrics`; without it whoever is near may read them. */
  metricsToken: string | undefined;
  dependencies: readonly Dependency[];
  isStopping(): boolean;
}

const CHECK_TIMEOUT_MS = 2000;

/** `/healthz` (the process answers), `/readyz` (it can work; if not, what is missing), `/metrics`. */
export function serveOperations(app: FastifyInstance, operations: Operations): void {
  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/readyz", async (_request, reply) => {
    const checks = await readiness(operations);
    const ready = Object.values(checks).every((state) => state === "ok");
    return reply.status(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", checks });
  });

  app.get("/metrics", async (request, reply) => {
    // As if there were none: nobody outside needs to know.
    if (!mayReadMetrics(request, operations.metricsToken))
      throw new RequestError("NotFound", "There is nothing here");
    const { contentType, text } = await operations.metrics.page();
    return reply.type(contentType).send(text);
  });
}

async function readiness({ dependencies, isStopping }: Operations): Promise<Record<string, string>> {
  const states = await Promise.all(dependencies.map(async (one) => [one.name, await stateOf(one)] as const));
  return { ...Object.fromEntries(states), ...(isStopping() ? { server: "stopping" } : {}) };
}

/** `ok`, or `not ready` when the check fails or takes longer than two seconds. */
export async function stateOf(dependency: Dependency): Promise<"ok" | "not ready"> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"not ready">((resolve) => {
    timer = setTimeout(() => resolve("not ready"), CHECK_TIMEOUT_MS);
  });
  const check = dependency.check().then(
    () => "ok" as const,
    () => "not ready" as const,
  );
  return Promise.race([check, tooLate]).finally(() => clearTimeout(timer));
}
