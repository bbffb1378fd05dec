import { createTransport } from "nodemailer";
import type { Mail, Sender } from "./messages.ts";
import { renderMail } from "./render.ts";

const connectTimeoutMs = 10_000;
const silenceTimeoutMs = 30_000;

/** Keeps holiday notices from answering (RFC 3834). */
export const automatic = { "Auto-Submitted": "auto-generated" };

/** Why the SMTP server did not take a mail. */
export interface SmtpProblem {
  /** Names no address of a person and no link: `connect ECONNREFUSED 127.0.0.1:25`, `EENVELOPE 550`. */
  readonly reason: string;
  /** `server`: it cannot be reached or does not let us in. `mail`: it will never take this one. `later`: it may. */
  readonly about: "server" | "mail" | "later";
}

export interface Smtp {
  /** The problem, or undefined when the server took the mail. */
  send(mail: Mail): Promise<SmtpProblem | undefined>;
  close(): void;
}

/** @param url `smtp://user:password@host:587` or `smtps://…` */
export function openSmtp(url: string, { from, siteName }: Sender): Smtp {
  const options = {
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
  } as const;
  const transport = createTransport(options, { from });
  return {
    async send(mail) {
      try {
        await transport.sendMail({ to: mail.to, headers: automatic, ...renderMail(mail, siteName) });
        return undefined;
      } catch (error) {
        return problemOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** An answer of the server is told by its codes alone: its own words repeat the address. */
function problemOf(error: unknown): SmtpProblem {
  const { code, responseCode, command, message } = error as Error & {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  if (responseCode === undefined && code !== "EAUTH") return { reason: message, about: "server" };
  const reason = [code, responseCode, command && `at ${command}`].filter(Boolean).join(" ");
  if (responseCode === undefined || code === "EAUTH") return { reason, about: "server" };
  return { reason, about: responseCode >= 500 ? "mail" : "later" };
}
