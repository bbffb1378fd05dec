import { type Caller, text } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ImageProblem } from "../cutout/image-problem.ts";
import { inspectImage } from "../cutout/image-rules.ts";
import { limitHeaders } from "../http/answer-headers.ts";
import { answerErrors } from "../http/error-shape.ts";
import { InvalidRequest, RequestError } from "../http/failure.ts";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import { FetchFailure } from "../http/guarded-fetch/fetch-failure.ts";
import { type JsonRoute, jsonRoute, serveJson } from "../http/json-routes.ts";
import { noteCaller } from "../http/noted-caller.ts";
import { errorShape } from "../http/own-errors.ts";
import { fetchPicture } from "../http/picture-by-address.ts";
import { requestSignal } from "../http/request-life.ts";
import { editorCaller } from "./caller.ts";
import { describe, editorImageRules } from "./image-rules.ts";
import type { EditorServices } from "./services.ts";

/** A `data:` address needs no server, but may be sent too. */
export const pictureAddress = z.strictObject({
  address: text(2048).describe("http or https, on the public internet"),
});

/**
 * `POST /api/editor/picture`: the file behind an address, which a page may not read from other sites by itself. Nothing but
 * pictures that the editor takes, and only for accounts, so that the server is nobody's way around the network.
 */
export function servePictureByAddress(app: FastifyInstance, services: EditorServices): void {
  const { platform, publicUrl, access } = services;
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    serveJson(scope, [pictureRoute(services)], async (request, reply) => {
      const caller = await editorCaller(request, platform, publicUrl);
      noteCaller(request, caller);
      if (caller.kind === "anonymous") throw refusal({ code: "AddressNeedsKey", values: {} });
      reply.headers(limitHeaders(await access.takeRequest(caller)));
      return caller;
    });
  });
}

function pictureRoute({ engine, uploads, fetchAllow, timeouts }: EditorServices): JsonRoute<Caller> {
  return jsonRoute({
    method: "POST",
    path: "/api/editor/picture",
    summary: "A picture by its address",
    body: pictureAddress,
    async handle({ principal, body, reply }) {
      const signal = requestSignal(reply, timeouts);
      const bytes = await fetched(body.address, fetchAllow, signal);
      const budget = uploads.of(principal as Caller);
      if (!budget.take(bytes.length)) throw new RequestError("UploadsBusy", "Too many uploads are in memory");
      try {
        const file = { name: "fetched", size: bytes.length, bytes };
        const { problems } = await inspectImage(file, editorImageRules, (image) => engine.probe(image));
        if (problems[0]) throw refusal(problems[0]);
        reply.type("application/octet-stream");
        return bytes;
      } finally {
        budget.give(bytes.length);
      }
    },
  });
}

async function fetched(address: string, allow: AllowList, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const { bytes } = await fetchPicture(address, { allow, signal });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if (error instanceof FetchFailure) throw refusal({ code: error.code, values: { reason: error.message } });
    throw error;
  }
}

function refusal(problem: ImageProblem): InvalidRequest {
  return new InvalidRequest([{ field: "address", message: describe(problem), code: problem.code }]);
}
