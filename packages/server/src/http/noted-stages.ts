import type { FastifyRequest } from "fastify";

/** How long the stages of a picture took, in ms, and when the last of them ended, in ms since 1970. */
export interface NotedStages {
  timings: Readonly<Record<string, number>>;
  endedAt: number;
}

const noted = new WeakMap<FastifyRequest, NotedStages>();

/** Notes, right after a picture was made, what its request's time went into. */
export function noteStages(request: FastifyRequest, timings: NotedStages["timings"]): void {
  noted.set(request, { timings, endedAt: Date.now() });
}

export function stagesOf(request: FastifyRequest): NotedStages | undefined {
  return noted.get(request);
}
