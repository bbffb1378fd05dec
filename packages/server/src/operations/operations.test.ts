import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { listen, type TestServer } from "../testing/test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await listen();
});
afterAll(() => server.close());

describe("operations", () => {
  it("/healthz answers while the process lives, with headers that forbid guessing and framing", async () => {
    const answer = await fetch(`${server.url}/healthz`);
    expect(await answer.json()).toEqual({ status: "ok" });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(answer.headers.has("strict-transport-security")).toBe(false);
  });

  it("/readyz names what is missing, and recovers with it", async () => {
    let databaseIsThere = false;
    const check = async () => {
      if (!databaseIsThere) throw new Error("gone");
    };
    const { url, close } = await listen({}, { dependencies: [{ name: "database", check }] });
    const missing = await fetch(`${url}/readyz`);
    expect(missing.status).toBe(503);
    expect(await missing.json()).toEqual({
      status: "not ready",
      checks: { model: "ok", database: "not ready" },
    });
    databaseIsThere = true;
    const found = await fetch(`${url}/readyz`);
    expect(found.status).toBe(200);
    expect(await found.json()).toEqual({ status: "ready", checks: { model: "ok", database: "ok" } });
    await close();
  });

  it("/metrics counts requests by route, stages, credits, what waits, and what the model computes in", async () => {
    await fetch(`${server.url}/rmbg`, { method: "POST", body: formOf(await picture()) });
    await fetch(`${server.url}/nothing/at/all?secret=1`);
    const answer = await fetch(`${server.url}/metrics`);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    const page = await answer.text();
    const requests = (labels: string) => `alphacut_http_requests_total{${labels}} 1`;
    expect(page).toContain(requests('method="POST",route="/rmbg",dialect="rembg.com",status="200"'));
    expect(page).toContain(requests('method="GET",route="unknown",dialect="pages",status="404"'));
    expect(page).toContain('alphacut_http_request_seconds_count{route="/rmbg",dialect="rembg.com"} 1');
    expect(page).toMatch(/alphacut_build_info\{version="\d.*",node="v\d.*"\} 1/);
    expect(page).toContain('alphacut_cutout_stage_seconds_count{stage="segment"} 1');
    expect(page).toContain('alphacut_credits_charged_total{channel="anonymous"} 1');
    expect(page).toContain('alphacut_cutouts_total{backdrop="scene"} 1');
    expect(page).toContain("alphacut_images_waiting 0");
    expect(page).toContain('alphacut_model_precision{model="stub",precision="int8"} 1');
    expect(page).toContain('alphacut_model_trial_agreement{model="stub"} 0.998');
    expect(page).toContain('alphacut_model_trial_speedup{model="stub"} 4.2');
    expect(page).not.toContain("secret");
  });

  it("/metrics counts pictures that are refused, by dialect and reason", async () => {
    await fetch(`${server.url}/v1.0/removebg`, { method: "POST", body: formOf(Buffer.from([1])) });
    const page = await (await fetch(`${server.url}/metrics`)).text();
    expect(page).toMatch(/alphacut_pictures_refused_total\{dialect="remove.bg",reason="\w+"\} 1/);
  });

  it("/metrics are for those who are near, and not for whoever comes through a proxy", async () => {
    for (const header of ["x-forwarded-for", "forwarded", "via"])
      expect((await fetch(`${server.url}/metrics`, { headers: { [header]: "10.0.0.1" } })).status).toBe(404);
  });

  it("/metrics are for those who have the token where there is one", async () => {
    const { url, close } = await listen({ metricsToken: "a-token-for-metrics" });
    const asked = async (authorization: string) =>
      (await fetch(`${url}/metrics`, { headers: { authorization, "x-forwarded-for": "8.8.8.8" } })).status;
    expect([
      await asked("Bearer a-token-for-metrics"),
      await asked("Bearer another"),
      await asked(""),
    ]).toEqual([200, 404, 404]);
    await close();
  });

  it("/metrics leaves out what nobody can tell, and has all the rest", async () => {
    server.app.cutouts.metrics.watch("alphacut_unknown", "Of a database that is gone", async () => {
      throw new Error("gone");
    });
    const answer = await fetch(`${server.url}/metrics`);
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain("alphacut_images_waiting 0");
    expect(page).not.toMatch(/^alphacut_unknown/m);
  });

  it("logs one line for a request, without its query and its credentials", async () => {
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
    const { url, close } = await listen({}, { log });
    lines.length = 0;
    await fetch(`${url}/rmbg?token=hunter2`, { headers: { "x-api-key": "hunter2" } });
    await close();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      method: "GET",
      route: "/rmbg",
      status: 405,
      msg: "Answered",
    });
    expect(lines.join()).not.toContain("hunter2");
  });

  it("says nothing of a caller's own mistakes but that they were answered, and repeats no value", async () => {
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
    const { url, close } = await listen({}, { log });
    lines.length = 0;
    const form = formOf(await picture(), { format: "hunter2" });
    expect((await fetch(`${url}/rmbg`, { method: "POST", body: form })).status).toBe(400);
    expect((await fetch(`${url}/rmbg`, { method: "POST", body: new FormData() })).status).toBe(400);
    await close();
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["Answered", "Answered"]);
    expect(lines.join()).not.toContain("hunter2");
  });
});
