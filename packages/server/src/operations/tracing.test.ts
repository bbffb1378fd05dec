import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { listen } from "../testing/test-server.ts";
import { startTracing } from "./start-tracing.ts";

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
}

let collector: Server;
let endpoint: string;
let received: { path: string | undefined; body: string }[];

beforeEach(async () => {
  received = [];
  collector = createServer(async (request, response) => {
    received.push({ path: request.url, body: await text(request) });
    response.setHeader("content-type", "application/json");
    response.end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => collector.close(resolve)));

const spans = (): Span[] =>
  received.flatMap(({ body }) =>
    JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
      resource.scopeSpans.flatMap((scope) => scope.spans),
    ),
  );

describe("traces", () => {
  it("go on from the sender's, with the stages of the picture below, and hold nothing that was sent", async () => {
    const tracing = await startTracing(endpoint, "1.2.3");
    const server = await listen({}, { tracing });
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const made = await fetch(`${server.url}/rmbg?hunter2=1`, {
      method: "POST",
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, "user-agent": "hunter2" },
      body: formOf(await picture()),
    });
    expect(made.status).toBe(200);
    await made.arrayBuffer();
    await (await fetch(`${server.url}/healthz`)).text();
    await server.close();
    await tracing!.close();

    expect(received.map(({ path }) => path)).toEqual(["/v1/traces"]);
    expect(received[0]!.body).toContain('"stringValue":"alphacut"');
    expect(received[0]!.body).not.toContain("hunter2");
    const [request, ...others] = spans().filter(({ parentSpanId }) => parentSpanId === "00f067aa0ba902b7");
    expect(others).toEqual([]);
    expect(request).toMatchObject({ name: "POST /rmbg", traceId });
    const attributes = Object.fromEntries(request!.attributes.map(({ key, value }) => [key, value]));
    expect(attributes).toMatchObject({
      "http.route": { stringValue: "/rmbg" },
      "http.response.status_code": { intValue: 200 },
      "alphacut.request_id": { stringValue: made.headers.get("x-request-id") },
    });
    const stages = spans().filter(({ parentSpanId }) => parentSpanId === request!.spanId);
    expect(stages.map(({ name }) => name)).toContain("segment");
    for (const stage of stages) expect(stage.traceId).toBe(traceId);
    expect(spans()).toHaveLength(1 + stages.length);
  });

  it("keep no server from ending when their collector is gone", async () => {
    const tracing = await startTracing("http://127.0.0.1:9", "1.2.3");
    const server = await listen({}, { tracing });
    await (await fetch(`${server.url}/rmbg`)).text();
    await server.close();
    await tracing!.close();
  });

  it("are off without an endpoint", async () => {
    expect(await startTracing(undefined, "1.2.3")).toBeUndefined();
  });
});
