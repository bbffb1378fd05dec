import type { Platform } from "@alphacut/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorShape } from "../account-api/errors.ts";
import { cutOut } from "../cutout/cutout.ts";
import type { CutoutServices } from "../dialects/cutout-routes.ts";
import { answerErrors, refuseOtherMethods } from "../dialects/error-shape.ts";
import { readRequestForm, takeForms } from "../dialects/forms.ts";
import { sendPicture } from "../dialects/picture-answer.ts";
import { limitHeaders } from "../http/answer-headers.ts";
import { requestSignal } from "../http/request-life.ts";
import { editorCaller } from "./caller.ts";
import { decodeForm, editorFiles } from "./form.ts";
import type { Tickets } from "./ticket.ts";

const PATH = "/api/editor/cutout";

export interface EditorServices extends CutoutServices {
  platform: Pick<Platform, "accounts" | "plans">;
  tickets: Tickets;
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
}

/** `POST /api/editor/cutout`: every effect in one request, and one credit for one picture however often it is made. */
export function serveEditor(app: FastifyInstance, services: EditorServices): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    takeForms(scope, editorFiles);
    scope.post(PATH, (request, reply) => answer(request, reply, services));
    refuseOtherMethods(scope, PATH, ["POST"]);
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, services: EditorServices) {
  const { engine, access, metrics, tickets } = services;
  const signal = requestSignal(reply, services.timeouts.cutoutMs);
  const caller = await editorCaller(request, services.platform, services.publicUrl);
  reply.headers(limitHeaders(await access.takeRequest(caller)));
  const form = await readRequestForm(request, editorFiles, services, signal);
  try {
    const { image, recipe } = await decodeForm(form, engine);
    const isPaid = tickets.isValid(form.fields.ticket ?? "", image, caller);
    const result = await cutOut({ caller, bytes: image, recipe, signal, isPaid }, engine, access);
    metrics.countCutout(caller, result);
    reply.header("x-editor-ticket", isPaid ? form.fields.ticket : tickets.issue(image, caller));
    return sendPicture(reply, result);
  } finally {
    form.release();
  }
}
