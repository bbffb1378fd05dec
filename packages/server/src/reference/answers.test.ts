import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeAccountAnswers } from "./testing/account-answers.ts";
import { describeAdminAnswers } from "./testing/admin-answers.ts";
import { type AskedServer, openAskedServer } from "./testing/asked-server.ts";
import { describeCutoutAnswers } from "./testing/cutout-answers.ts";
import { describeEditorAnswers } from "./testing/editor-answers.ts";
import { describeJobAnswers } from "./testing/job-answers.ts";
import { describeOperationAnswers } from "./testing/operation-answers.ts";
import { describeRembgServerAnswers } from "./testing/rembg-server-answers.ts";
import { describeRemoveBgAnswers } from "./testing/remove-bg-answers.ts";
import { describeSignInAnswers } from "./testing/sign-in-answers.ts";

/*
 * A running server is asked for every answer that its document promises and that can be brought about from outside. Each
 * answer is held against the document that this very server hands out. One file, because the last test counts them all.
 */

let asked: AskedServer;
const given = () => asked;

beforeAll(async () => {
  asked = await openAskedServer();
}, 60_000);
afterAll(() => asked.close());

describeCutoutAnswers(given);
describeRemoveBgAnswers(given);
describeRembgServerAnswers(given);
describeEditorAnswers(given);
describeAccountAnswers(given);
describeAdminAnswers(given);
describeJobAnswers(given);
describeOperationAnswers(given);
describeSignInAnswers(given);

/** What a test from outside cannot bring about, and where it is proven instead. */
const OUT_OF_REACH: readonly [pattern: RegExp, why: string][] = [
  [/ 503$/, "lost storage and stopping: platform and graceful-stop tests"],
  [/ 500$/, "the account and admin APIs have no known way to fail"],
  [/^stripeWebhook 400$/, "a wrong signature needs Stripe: billing tests"],
  [/^stripeWebhook 200$/, "needs Stripe: billing tests"],
  [/^postAccountBilling\w+ 200$/, "needs Stripe: billing tests"],
  [/^deleteAccount 204$/, "account-api.test.ts"],
  [/^(rembgRemove|removeBg) 408$/, "uploads.test.ts"],
  [/^postJobs(IdItems)? 408$/, "uploads.test.ts: the pace of every upload"],
  [/^editorCutout 40[38]$/, "editor.test.ts and uploads.test.ts"],
  [/^editorPicture (403|429)$/, "who is let in and how often is decided as for editorCutout"],
];

describe("the document", () => {
  it("promises no answer that was not seen here, but for those that cannot be brought about from outside", () => {
    const withinReach = asked
      .unseen()
      .filter((answer) => !OUT_OF_REACH.some(([pattern]) => pattern.test(answer)));
    expect(withinReach).toEqual([]);
  });
});
