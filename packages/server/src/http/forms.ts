import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Form, type FormLimits, maxBodyBytes, readForm } from "./multipart.ts";
import type { UploadBudget } from "./upload-budget.ts";

/**
 * Lets the routes of `scope`, which are added afterwards, take `multipart/form-data` with these files, and nothing else.
 * A form without files is one without a picture.
 */
export function takeForms(scope: FastifyInstance, files: FormLimits["files"]): void {
  scope.removeAllContentTypeParsers();
  const types = ["multipart/form-data", "application/x-www-form-urlencoded"];
  scope.addContentTypeParser(types, (_request, _body, done) => done(null));
  scope.addHook("onRoute", (route) => {
    if ([route.method].flat().includes("POST")) route.bodyLimit = maxBodyBytes(files);
  });
}

/** The form of a request; an empty one when the request has no body. Throws as `readForm` does. */
export async function readRequestForm(
  request: FastifyRequest,
  files: FormLimits["files"],
  { uploads, timeouts }: { uploads: UploadBudget; timeouts: { uploadIdleMs: number } },
  signal: AbortSignal,
): Promise<Form> {
  const isForm = request.headers["content-type"]?.toLowerCase().startsWith("multipart/") ?? false;
  if (!isForm) return { fields: {}, files: {}, release: () => {} };
  return readForm(request.raw, { files, idleTimeoutMs: timeouts.uploadIdleMs }, uploads, signal);
}
