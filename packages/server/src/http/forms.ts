import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Form, type FormLimits, maxBodyBytes, readForm } from "./multipart.ts";
import { discardRest } from "./request-life.ts";
import type { UploadBudget } from "./upload-budget.ts";

/** Lets the routes of `scope` take `multipart/form-data` with these files, and nothing else. */
export function takeForms(scope: FastifyInstance, files: FormLimits["files"]): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("multipart/form-data", (_request, _body, done) => done(null));
  scope.addHook("onSend", async (request, reply) => {
    discardRest(request, reply, request.bytesBefore, maxBodyBytes(files));
  });
}

/** The form of a request; an empty one when the request has no body. Throws as `readForm` does. */
export async function readRequestForm(
  request: FastifyRequest,
  files: FormLimits["files"],
  { uploads, timeouts }: { uploads: UploadBudget; timeouts: { uploadIdleMs: number } },
  signal: AbortSignal,
): Promise<Form> {
  const isEmpty = request.headers["content-type"] === undefined;
  if (isEmpty) return { fields: {}, files: {}, release: () => {} };
  return readForm(request.raw, { files, idleTimeoutMs: timeouts.uploadIdleMs }, uploads, signal);
}
