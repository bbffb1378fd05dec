import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { createTransport } from "nodemailer";
import type { Log } from "../log.ts";
import type { Language } from "./language.ts";
import type { MailKind } from "./messages.ts";
import { renderMail } from "./render.ts";

const connectTimeoutMs = 10_000;
const silenceTimeoutMs = 30_000;

/** Keeps holiday notices from answering (RFC 3834). */
const automatic = { "Auto-Submitted": "auto-generated" };

export type Mail = { kind: MailKind; to: string; language: Language; link: string };

export type Mailer = {
  /**
   * Takes a mail and returns at once: nobody can tell from how long an answer takes whether a mail was sent. A mail
   * that the SMTP server does not take is kept in the outbox and reported.
   */
  send(mail: Mail): void;
  /** Waits for mails that are being sent. */
  close(): Promise<void>;
};

export type MailerOptions = {
  /** `smtp://user:password@host:587` or `smtps://…`; without it mails are written to `outboxDir` as `.eml` files. */
  smtpUrl?: string | undefined;
  /** Sender, as in `Alphacut <no-reply@example.com>`. */
  from: string;
  outboxDir: string;
  log: Log;
};

/** Mails over SMTP, or into a folder where there is no SMTP server. */
export function createMailer({ smtpUrl, from, outboxDir, log }: MailerOptions): Mailer {
  const outbox = createTransport({ streamTransport: true, buffer: true }, { from });
  const smtp = smtpUrl === undefined ? undefined : createTransport(smtpOptions(smtpUrl), { from });
  const underWay = new Set<Promise<void>>();

  async function keep({ kind, to, language, link }: Mail): Promise<string> {
    // Not folded and not encoded, unlike the body, so that scripts can read the link out of the file.
    const headers = { ...automatic, "X-Alphacut-Link": { prepared: true, value: link } };
    const { message } = await outbox.sendMail({ to, headers, ...renderMail(kind, language, link) });
    const path = join(
      outboxDir,
      `${new Date().toISOString().replaceAll(":", "-")}-${kind}-${randomUUID()}.eml`,
    );
    await mkdir(outboxDir, { recursive: true, mode: 0o700 });
    await writeFile(path, message as Buffer, { mode: 0o600 });
    return path;
  }

  async function deliver(mail: Mail): Promise<void> {
    const { kind, to, language, link } = mail;
    if (smtp === undefined) {
      log.info({ file: await keep(mail), link }, `Mail "${kind}" is in the outbox, as SMTP_URL is not set`);
      return;
    }
    try {
      await smtp.sendMail({ to, headers: automatic, ...renderMail(kind, language, link) });
    } catch (error) {
      log.error(
        { file: await keep(mail), err: error },
        `Mail "${kind}" was not taken by the SMTP server; it is kept in the outbox`,
      );
    }
  }

  return {
    send(mail) {
      const delivery = setImmediate()
        .then(() => deliver(mail))
        .catch((error: unknown) =>
          log.error({ err: error }, `Mail "${mail.kind}" is lost: it could not be written`),
        )
        .finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    async close() {
      await Promise.all(underWay);
      smtp?.close();
    },
  };
}

function smtpOptions(url: string) {
  return {
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
  } as const;
}
