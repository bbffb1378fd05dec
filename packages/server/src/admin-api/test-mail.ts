import { languages } from "@alphacut/platform";
import { z } from "zod";
import { InvalidRequest } from "../http/failure.ts";
import { jsonRoute } from "../http/json-routes.ts";
import type { AdminRoute, AdminServices } from "./services.ts";

const NO_ADDRESS = {
  field: "to",
  message: "'to' is missing: the admin token has no address of its own",
} as const;

export function testMailRoute({ testMail, mailStatus, publicUrl }: AdminServices): AdminRoute {
  return jsonRoute({
    method: "POST",
    path: "/api/admin/mail/test",
    summary: "Send a mail that only says that mails work",
    body: z
      .strictObject({
        to: z.email().max(254).optional().describe("Whoever asks, if left out"),
        language: z.enum(languages).optional(),
      })
      .default({}),
    answer: z
      .object({
        sent: z.boolean(),
        transport: z.enum(["smtp", "outbox"]).describe("`outbox`: it was written into a file"),
        problem: z.string().optional().describe("Why it was not sent, in the SMTP server's words"),
      })
      .meta({ id: "TestMail" }),
    async handle({ principal, body }) {
      const to = body.to ?? principal?.email;
      if (to === undefined) throw new InvalidRequest([NO_ADDRESS]);
      const language = body.language ?? principal?.language ?? "en";
      const link = new URL("/dashboard/admin/system", publicUrl).href;
      const problem = await testMail({ kind: "test", to, language, link });
      const { transport } = await mailStatus();
      return { sent: problem === undefined, transport, problem };
    },
  });
}
