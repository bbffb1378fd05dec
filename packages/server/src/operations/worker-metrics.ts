import type { Segmenter } from "@alphacut/engine";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Metrics } from "./metrics.ts";
import { addModelMetrics } from "./model-metrics.ts";

/**
 * What Prometheus is told by a process that only runs models.
 * @param waiting looks in the queue that all workers share
 */
export function createWorkerMetrics(
  model: string,
  segmenter: Segmenter,
  waiting: () => number,
): Pick<Metrics, "page"> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addModelMetrics(registry, model, () => ({ ...segmenter.status(), waiting: waiting() }));
  return { page: async () => ({ contentType: registry.contentType, text: await registry.metrics() }) };
}
