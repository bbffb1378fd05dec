import type { FastifyInstance } from "fastify";

/** Tells somebody else where the time of each request went. */
export interface Tracing {
  /** To be called before routes are added. */
  watch(http: FastifyInstance): void;
  /** Sends what is not sent yet, for a few seconds at most. */
  close(): Promise<void>;
}
