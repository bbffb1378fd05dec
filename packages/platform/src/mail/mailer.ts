import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Log } from "../log.ts";
import type { Mail, Sender } from "./messages.ts";
import { openOutbox } from "./outbox.ts";
import { openSmtp, type Smtp, type SmtpProblem } from "./smtp.ts";
import { openUnsentMails, type UnsentMail } from "./unsent.ts";

/** One mail that could not be sent, without its address and its link. */
export interface MailProblem {
  readonly at: Date;
  readonly message: string;
  /** The file that holds the mail, where one could be written. */
  readonly file: string | undefined;
}

/** How mailing goes, for the operator. */
export interface MailStatus {
  /** `outbox` = mails are written into files, as there is no SMTP server. */
  readonly transport: "smtp" | "outbox";
  /** Mails that wait for the SMTP server. */
  readonly waiting: number;
  /** Mails that this process has sent, or written into files where there is no SMTP server. */
  readonly sent: number;
  /** Attempts of this process that failed. */
  readonly failures: number;
  /** The newest of them first. */
  readonly problems: readonly MailProblem[];
}

export type Mailer = {
  /**
   * Takes a mail and returns at once: nobody can tell from how long an answer takes whether a mail was sent. A mail
   * that the SMTP server does not take is reported and tried again for a day; then it is left in the outbox.
   */
  send(mail: Mail): void;
  /** Sends a mail at once, or not at all. Answers what went wrong, in the SMTP server's words; undefined: it is sent. */
  test(mail: Mail): Promise<string | undefined>;
  /** Tries again what waits; done by itself every few minutes. */
  retry(): Promise<void>;
  status(): Promise<MailStatus>;
  /** Waits for mails that are being sent. */
  close(): Promise<void>;
};

export type MailerOptions = Sender & {
  /** `smtp://user:password@host:587` or `smtps://…`; without it mails are written to `outboxDir` as `.eml` files. */
  smtpUrl?: string | undefined;
  outboxDir: string;
  log: Log;
  now?: () => Date;
};

const retryEveryMs = 5 * 60_000;
/** After it the links of all mails have expired. */
const giveUpAfterMs = 24 * 3_600_000;
const keptProblems = 10;

/** Mails over SMTP, or into a folder where there is no SMTP server. */
export function createMailer({
  smtpUrl,
  outboxDir,
  log,
  now = () => new Date(),
  ...sender
}: MailerOptions): Mailer {
  const keep = openOutbox(outboxDir, sender);
  const unsent = openUnsentMails(join(outboxDir, "unsent"));
  const smtp = smtpUrl === undefined ? undefined : openSmtp(smtpUrl, sender);
  const underWay = new Set<Promise<void>>();
  let failures = 0;
  let sent = 0;
  let problems: MailProblem[] = [];
  let closed = false;

  function report(message: string, file?: string): void {
    failures++;
    problems = [{ at: now(), message, file }, ...problems].slice(0, keptProblems);
    log.error({ file, route: "mail" }, message);
  }

  async function giveUp(unsentMail: UnsentMail, reason: string): Promise<void> {
    const { kind } = unsentMail.mail;
    report(`Mail "${kind}" is given up (${reason}); it is left in the outbox`, await keep(unsentMail.mail));
    await unsent.remove(unsentMail);
  }

  async function later(mail: Mail, { reason, about }: SmtpProblem): Promise<void> {
    const kept = await unsent.add(mail, now());
    if (about === "mail") return giveUp(kept, reason);
    report(`Mail "${mail.kind}" could not be sent (${reason}); it is tried again`, kept.name);
  }

  async function deliver(mail: Mail): Promise<void> {
    if (smtp === undefined) {
      const file = await keep(mail);
      sent++;
      log.info({ file }, `Mail "${mail.kind}" is in the outbox, as SMTP_URL is not set`);
      return;
    }
    const problem = await smtp.send(mail);
    if (problem === undefined) sent++;
    else await later(mail, problem);
  }

  /** Answers false when there is no use in trying another mail now. */
  async function again(smtp: Smtp, unsentMail: UnsentMail): Promise<boolean> {
    const { name, since, mail } = unsentMail;
    if (now().getTime() - since.getTime() > giveUpAfterMs) {
      await giveUp(unsentMail, "a day has passed");
      return true;
    }
    const problem = await smtp.send(mail);
    if (problem === undefined) {
      sent++;
      await unsent.remove(unsentMail);
      log.info({ file: name }, `Mail "${mail.kind}" is sent after all`);
    } else if (problem.about === "mail") await giveUp(unsentMail, problem.reason);
    else report(`Mail "${mail.kind}" still could not be sent (${problem.reason})`, name);
    return problem?.about !== "server";
  }

  async function retryAll(): Promise<void> {
    if (smtp === undefined) return;
    for (const mail of await unsent.list()) {
      if (closed || !(await again(smtp, mail))) return;
    }
  }

  /** Work that nobody waits for, except at the end. */
  function inBackground(work: () => Promise<void>, failed: string): Promise<void> {
    const running: Promise<void> = setImmediate()
      .then(work)
      .catch((error: NodeJS.ErrnoException) => report(`${failed} (${error.code ?? error.name})`))
      .finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  }

  let retrying: Promise<void> | undefined;
  const retry = (): Promise<void> => {
    retrying ??= inBackground(retryAll, "Mails that wait cannot be read").finally(() => {
      retrying = undefined;
    });
    return retrying;
  };
  const timer = setInterval(() => void retry(), retryEveryMs).unref();

  return {
    send: (mail) =>
      void inBackground(() => deliver(mail), `Mail "${mail.kind}" is lost: it could not be written`),
    async test(mail) {
      if (smtp === undefined) return void (await deliver(mail));
      return (await smtp.send(mail))?.reason;
    },
    retry,
    status: async () => ({
      transport: smtp === undefined ? "outbox" : "smtp",
      waiting: await unsent.count(),
      sent,
      failures,
      problems,
    }),
    async close() {
      closed = true;
      clearInterval(timer);
      await Promise.all(underWay);
      smtp?.close();
    },
  };
}
