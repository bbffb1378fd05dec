import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { JobError } from "@alphacut/platform";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Metric } from "prom-client";
import type { Access } from "./cutout/access.ts";
import type { CutoutEngine } from "./cutout/engine.ts";
import type { CutoutServices } from "./cutout-routes/cutout-route.ts";
import { createRepeats } from "./cutout-routes/repeats.ts";
import { serveCutouts } from "./cutout-routes/serve-cutouts.ts";
import { fapihub } from "./dialects/fapihub/dialect.ts";
import { errorShape as fapihubErrorShape } from "./dialects/fapihub/errors.ts";
import { rembgCom } from "./dialects/rembg-com/dialect.ts";
import { errorShape } from "./dialects/rembg-com/errors.ts";
import { rembgServer, serveRembgPage } from "./dialects/rembg-server/dialect.ts";
import { removeBg } from "./dialects/remove-bg/dialect.ts";
import { type AllowedOrigins, allowOrigins } from "./http/cors.ts";
import { answerError, type ErrorShape } from "./http/error-shape.ts";
import { type FailureCode, toFailure } from "./http/failure.ts";
import { addStop } from "./http/graceful-stop.ts";
import type { AllowList } from "./http/guarded-fetch/allow-list.ts";
import { errorShape as ownErrorShape } from "./http/own-errors.ts";
import { discardRest, limitReplySilence, withoutBody } from "./http/request-life.ts";
import { addSecurityHeaders } from "./http/security-headers.ts";
import { createUploads } from "./http/upload-budget.ts";
import { dialectOf, makesPictures } from "./operations/dialect-of.ts";
import { createMetrics } from "./operations/metrics.ts";
import { type Dependency, serveOperations } from "./operations/routes.ts";
import type { Tracing } from "./operations/tracing.ts";
import { serveOpenApi } from "./reference/routes.ts";
import { type Branding, OWN_BRANDING, serveLogo } from "./site/branding.ts";
import { GUIDES_FOLDER, serveGuides } from "./site/guides.ts";
import { serveOnDevice } from "./site/on-device.ts";
import { answerUnknownAddresses, serveWeb, WEB_FOLDER } from "./site/web.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the connection had received when this request began. */
    bytesBefore: number;
  }
}

export interface AppDependencies {
  engine: CutoutEngine;
  access: Access;
  /** Models that callers may name. */
  models: readonly string[];
  /** Places that pictures may be fetched from although they are not public. */
  fetchAllow: AllowList;
  /** What `/readyz` checks beside the model. */
  dependencies: readonly Dependency[];
  /** What Prometheus is told beside what happens here. */
  metrics?: readonly Metric[];
  /** Where the time of requests went, for a collector of traces. */
  tracing?: Tracing | undefined;
  log: FastifyBaseLogger;
}

export interface AppOptions {
  trustProxy: false | number | string[];
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
  /** The public address is https. */
  overTls: boolean;
  /** Where the built pages are; nothing is served from a folder without them. */
  webFolder: string;
  guidesFolder: string;
  branding: Branding;
  /** Opens `/metrics`; without it whoever is near may read them. */
  metricsToken: string | undefined;
  /** Where the model for browsers is kept; undefined: the editor cuts out on the server only. */
  onDeviceFolder: string | undefined;
  /** Bytes of all uploads that may be in memory at the same time. */
  uploadBudgetBytes: number;
  /** Origins whose pages may call the APIs for programs. */
  corsOrigins: AllowedOrigins;
  /** A model that a client of rembg's server names and that is not installed is replaced by the default one. */
  substituteModel: boolean;
  /** How long the same request of the same key counts as one; 0: never. */
  repeatWindowMs: number;
  timeouts: {
    /** The longest silence of somebody who sends or reads. */
    idleMs: number;
    /** The longest time for one image from when it has come in, waiting for its turn included. */
    cutoutMs: number;
    /** The longest time for a whole request to come in. */
    requestMs: number;
  };
}

export const DEFAULT_APP_OPTIONS: AppOptions = {
  trustProxy: false,
  publicUrl: "http://127.0.0.1:8080",
  overTls: false,
  webFolder: WEB_FOLDER,
  guidesFolder: GUIDES_FOLDER,
  branding: OWN_BRANDING,
  metricsToken: undefined,
  onDeviceFolder: undefined,
  // A quarter, the most for one client, is a little more than the largest form of the editor.
  uploadBudgetBytes: 512 * 1024 * 1024,
  corsOrigins: [],
  substituteModel: false,
  repeatWindowMs: 60_000,
  timeouts: { idleMs: 30_000, cutoutMs: 180_000, requestMs: 600_000 },
};

/** For answers that a client may ask for again. */
const REPEATS_BYTES = 64 * 1024 * 1024;

export interface App {
  http: FastifyInstance;
  /** What every route that makes pictures works with. */
  cutouts: CutoutServices;
  /**
   * Answers every new request with 503 and resolves once the running ones are answered, or once `limitMs` have passed
   * and their connections are cut.
   */
  stop(limitMs: number): Promise<void>;
}

/** Of every body but a form with files. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What the operator should know of; everything else that fails is in the answer alone. */
const OUR_FAULTS: readonly FailureCode[] = [
  "Internal",
  "StorageUnavailable",
  "ModelUnavailable",
  "BillingUnavailable",
];

/** The whole HTTP side, not yet listening. */
export function createApp(dependencies: AppDependencies, options: AppOptions): App {
  const { engine, access, log } = dependencies;
  const { timeouts } = options;
  const uploads = createUploads(options.uploadBudgetBytes);
  const metrics = createMetrics(engine, uploads, dependencies.metrics);
  const http: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: refuseBrokenHttp,
    // Addresses that are none, such as /%. No hook runs for them.
    frameworkErrors(error, request, reply) {
      discardRest(request, reply, request.raw.socket.bytesRead, MAX_BODY_BYTES);
      return answerError(error, shapeAt(request.url), request, reply);
    },
    genReqId: () => randomUUID(),
    trustProxy: trustOf(options.trustProxy),
    requestTimeout: timeouts.requestMs,
    bodyLimit: MAX_BODY_BYTES,
    return503OnClosing: false,
  });
  allowOrigins(http, (path) => corsOriginsAt(path, options.corsOrigins));
  const stopping = addStop(http);
  dependencies.tracing?.watch(http);

  http.decorateRequest("bytesBefore", 0);
  http.addHook("onRequest", async (request, reply) => {
    request.bytesBefore = request.raw.socket.bytesRead;
    reply.header("x-request-id", request.id);
  });
  http.addHook("onSend", async (request, reply, payload) => {
    limitReplySilence(reply, timeouts.idleMs);
    // Many answers are given before the body was read, or to requests that should have none.
    discardRest(request, reply, request.bytesBefore, request.routeOptions.bodyLimit ?? MAX_BODY_BYTES);
    return withoutBody(request, payload);
  });
  http.addHook("onError", async (request, _reply, error) => {
    const dialect = dialectOf(routeOf(request));
    if (makesPictures(dialect)) metrics.countRefusal(dialect, toFailure(error).code);
    if (error instanceof JobError || !OUR_FAULTS.includes(toFailure(error).code)) return;
    request.log.error({ err: error, route: `${request.method} ${routeOf(request)}` }, "Request failed");
  });
  http.addHook("onResponse", async (request, reply) => {
    const route = routeOf(request);
    metrics.countRequest({
      method: request.method,
      route,
      dialect: dialectOf(route),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    logAnswer(request, reply);
  });
  addSecurityHeaders(http, options.overTls);
  http.setErrorHandler((error, request, reply) => answerError(error, shapeAt(request.url), request, reply));
  answerUnknownAddresses(http, options.webFolder, options.branding);

  serveOperations(http, {
    metrics,
    metricsToken: options.metricsToken,
    dependencies: [{ name: "model", check: () => engine.ready() }, ...dependencies.dependencies],
    isStopping: stopping.isStopping,
  });
  const cutouts: CutoutServices = {
    engine,
    access,
    uploads,
    metrics,
    fetchAllow: dependencies.fetchAllow,
    repeats: createRepeats({
      windowMs: options.repeatWindowMs,
      maxBytes: REPEATS_BYTES,
      bytesOf: ({ result: { picture } }) => picture.data.length + (picture.alpha?.length ?? 0),
    }),
    timeouts: { uploadIdleMs: timeouts.idleMs, uploadMs: timeouts.requestMs, cutoutMs: timeouts.cutoutMs },
  };
  const { models } = dependencies;
  const removal = { allowed: models, substitute: options.substituteModel, default: engine.status().model };
  for (const dialect of [rembgCom(models), fapihub(models), removeBg, rembgServer(removal)])
    serveCutouts(http, dialect, cutouts);
  serveRembgPage(http);
  serveOpenApi(http, { siteName: options.branding.name, publicUrl: options.publicUrl, models });
  serveWeb(http, options.webFolder, options.branding);
  serveOnDevice(http, options.onDeviceFolder);
  serveLogo(http, options.branding);
  serveGuides(http, options.guidesFolder, options.publicUrl);
  return { http, cutouts, stop: stopping.stop };
}

/** How errors are worded at an address that no route of an API has. */
function shapeAt(url: string): ErrorShape {
  if (/^\/api\/(account|admin|auth|editor|jobs|site|webhooks)\b/.test(url)) return ownErrorShape;
  return url.startsWith("/v2/rembg") ? fapihubErrorShape : errorShape;
}

/** APIs whose originals let every page in: their keys travel in headers, never in cookies. */
const OPEN_TO_PAGES = /^\/(v1\.0(\/|$)|api(\/remove)?\/?$)/;
const FOR_PROGRAMS = /^\/(rmbg|v2|api\/membership-usage)(\/|$)/;

function corsOriginsAt(path: string, configured: AllowedOrigins): AllowedOrigins {
  if (OPEN_TO_PAGES.test(path)) return "*";
  return FOR_PROGRAMS.test(path) ? configured : [];
}

/** What is no HTTP never becomes a request; it is answered on the bare socket. */
function refuseBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const tooSlow = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const status = tooSlow ? 408 : 400;
  const message = tooSlow ? "The request took too long to come in" : "Malformed HTTP request";
  const body = JSON.stringify({ error: message, status });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nConnection: close`;
  socket.end(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}

/** Fastify asks for every address on the way, the nearest (hop 0) first. */
function trustOf(trustProxy: AppOptions["trustProxy"]) {
  return typeof trustProxy === "number" ? (_address: string, hop: number) => hop < trustProxy : trustProxy;
}

/** The pattern of the address, never the address itself: a path may hold a token, a query nearly always does. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? "unknown";
}

/** One line for each request; never its address, its body or its credentials. */
function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const { method, ip: address } = request;
  const ms = Math.round(reply.elapsedTime);
  request.log.info({ method, route: routeOf(request), status: reply.statusCode, ms, address }, "Answered");
}
