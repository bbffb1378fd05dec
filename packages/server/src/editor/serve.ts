import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cutOut } from "../cutout/cutout.ts";
import { limitHeaders } from "../http/answer-headers.ts";
import { answerErrors, refuseOtherMethods } from "../http/error-shape.ts";
import { readRequestForm, takeForms } from "../http/forms.ts";
import { noteCaller, noteCharge } from "../http/noted-caller.ts";
import { noteStages } from "../http/noted-stages.ts";
import { errorShape } from "../http/own-errors.ts";
import { pictureAnswer, sendAnswer } from "../http/picture-answer.ts";
import { requestSignal } from "../http/request-life.ts";
import { editorCaller } from "./caller.ts";
import { editorForm, readEditorForm } from "./form.ts";
import { servePictureByAddress } from "./picture-by-address.ts";
import type { EditorServices } from "./services.ts";

const PATH = "/api/editor/cutout";

/** `POST /api/editor/cutout`: every effect in one request, and one credit for one picture however often it is made; and what goes with it. */
export function serveEditor(app: FastifyInstance, services: EditorServices): void {
  app.register(async (scope) => {
    answerErrors(scope, errorShape);
    takeForms(scope, editorForm);
    scope.post(PATH, (request, reply) => answer(request, reply, services));
    refuseOtherMethods(scope, PATH, ["POST"]);
  });
  servePictureByAddress(app, services);
}

async function answer(request: FastifyRequest, reply: FastifyReply, services: EditorServices) {
  const { engine, access, uploads, metrics, timeouts, tickets } = services;
  const signal = requestSignal(reply, timeouts);
  const caller = await editorCaller(request, services.platform, services.publicUrl);
  noteCaller(request, caller);
  reply.headers(limitHeaders(await access.takeRequest(caller)));
  const form = await readRequestForm(request, editorForm, { uploads: uploads.of(caller), timeouts }, signal);
  try {
    const { image, recipe } = await readEditorForm(form, engine);
    const isPaid = tickets.isValid(form.fields.ticket ?? "", image, caller);
    const result = await cutOut(
      { caller, bytes: image, recipe, signal, price: isPaid ? "paid" : "credit" },
      engine,
      access,
    );
    metrics.countCutout(caller, result);
    noteCharge(request, result.charged);
    noteStages(request, result.picture.timings);
    request.log.info({ backdrop: result.picture.backdrop }, "Cutout made");
    reply.header("x-editor-ticket", isPaid ? form.fields.ticket : tickets.issue(image, caller));
    return sendAnswer(reply, pictureAnswer(result));
  } finally {
    form.release();
  }
}
