import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type NotedStages, stagesOf } from "../http/noted-stages.ts";
import { dialectOf } from "./dialect-of.ts";
import type { Tracing } from "./tracing.ts";

const CLOSE_MS = 3000;

/**
 * Traces over OTLP and HTTP. A request is a span that goes on from its sender's; the stages of a picture are spans below
 * it. No span holds an address, a query or anything else that somebody sent.
 *
 * @param endpoint as OTEL_EXPORTER_OTLP_ENDPOINT; the SDK reads the further variables of that kind by itself
 */
export function openTracing(endpoint: string, version: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const ours = resourceFromAttributes({ "service.name": "alphacut", "service.version": version });
  const provider = new NodeTracerProvider({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
    resource: defaultResource()
      .merge(ours)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer("alphacut", version);
  return {
    watch: (http) => watchRequests(http, tracer),
    async close() {
      // A collector that is gone keeps no server from ending.
      const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), patience]);
    },
  };
}

function watchRequests(http: FastifyInstance, tracer: Tracer): void {
  const propagator = new W3CTraceContextPropagator();
  const running = new WeakMap<FastifyRequest, { span: Span; context: Context }>();
  http.addHook("onRequest", async (request) => {
    const { method } = request;
    const route = request.routeOptions.url ?? "unknown";
    const dialect = dialectOf(route);
    if (dialect === "operations") return;
    const sender = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    const attributes = {
      "http.request.method": method,
      "http.route": route,
      "alphacut.dialect": dialect,
      "alphacut.request_id": request.id,
    };
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, sender);
    running.set(request, { span, context: trace.setSpan(sender, span) });
  });
  http.addHook("onResponse", async (request, reply) => {
    const found = running.get(request);
    if (!found) return;
    const stages = stagesOf(request);
    if (stages) addStages(tracer, stages, found.context);
    found.span.setAttribute("http.response.status_code", reply.statusCode);
    if (reply.statusCode >= 500) found.span.setStatus({ code: SpanStatusCode.ERROR });
    found.span.end();
  });
}

/** The stages come one after the other; what lies between them is left out. */
function addStages(tracer: Tracer, { timings, endedAt }: NotedStages, context: Context): void {
  let at = endedAt - Object.values(timings).reduce((sum, ms) => sum + ms, 0);
  for (const [stage, ms] of Object.entries(timings)) {
    tracer.startSpan(stage, { startTime: at }, context).end(at + ms);
    at += ms;
  }
}
