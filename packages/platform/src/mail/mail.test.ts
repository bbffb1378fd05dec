import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isLanguage, languages, preferredLanguage } from "./language.ts";
import { createMailer } from "./mailer.ts";
import { letters, messages } from "./messages.ts";
import { renderMail } from "./render.ts";

const from = "Cut & Co <no-reply@example.com>";
const siteName = "Cut & Co";
const link = "https://cut.example.com/api/auth/verify-email?token=abc.def-ghi&callbackURL=%2F";

describe("language of a mail", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["fr-FR, ko;q=0.5, th;q=0.7", "th"],
    ["TR", "tr"],
    ["de;q=0, ko", "ko"],
    ["fr", "en"],
    ["*", "en"],
    ["", "en"],
    [null, "en"],
    [";;;q=,,=", "en"],
  ])("for Accept-Language %j is %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  it("is one of five", () => {
    expect(languages.every(isLanguage)).toBe(true);
    expect(isLanguage("fr")).toBe(false);
  });
});

describe("rendered mail", () => {
  it.each(languages)(
    "carries its own words, the site's name and the whole link in text and HTML (%s)",
    (language) => {
      for (const kind of Object.keys(messages.en) as (keyof typeof messages.en)[]) {
        const mail = renderMail({ kind, language, link, credits: 7 }, siteName);
        const { text } = messages[language][kind];
        expect(mail.text).toContain(text.replace("{{site}}", siteName).replace("{{credits}}", "7"));
        expect(mail.html).toContain("Cut &amp; Co");
        expect(JSON.stringify(mail)).not.toMatch(/Alphacut|\{\{/);
        expect(mail.text).toContain(`\n${link}\n`);
        expect(mail.html).toContain(`lang="${language}"`);
        expect(mail.html).toContain(`href="${link.replaceAll("&", "&amp;")}"`);
        if (language !== "en") expect(mail.subject).not.toBe(messages.en[kind].subject);
      }
    },
  );

  it.each(languages)("greets first, and ends with regards from the site (%s)", (language) => {
    const { greeting, closing, signature } = letters[language];
    const signed = signature.replace("{{site}}", siteName);
    const mail = renderMail({ kind: "welcome", language, link }, siteName);
    expect(mail.text.startsWith(`${greeting}\n\n`)).toBe(true);
    expect(mail.text.endsWith(`\n\n${closing}\n${signed}`)).toBe(true);
    expect(mail.html).toContain(`<p>${greeting}</p>`);
    expect(mail.html).toContain(`<p>${closing}<br>${signed.replace("&", "&amp;")}</p>`);
  });

  it("breaks Korean between words, not inside them", () => {
    const { html } = renderMail({ kind: "welcome", language: "ko", link }, siteName);
    expect(html).toMatch(/<body style="[^"]*word-break:keep-all"/);
  });

  it("shows a link with quotes and brackets as text, not as markup", () => {
    const { html } = renderMail(
      { kind: "welcome", language: "en", link: 'https://example.com/"><script>' },
      "<script>",
    );
    expect(html).not.toContain("<script>");
    expect(html).not.toContain('/">');
  });
});

describe("mailer", () => {
  const logged: { level: string; data: Record<string, unknown> }[] = [];
  const record = (level: string) => (data: Record<string, unknown>) => void logged.push({ level, data });
  const log = { info: record("info"), warn: record("warn"), error: record("error") };
  let outboxDir: string;

  beforeEach(async () => {
    outboxDir = join(await mkdtemp(join(tmpdir(), "alphacut-mail-")), "outbox");
    logged.length = 0;
  });
  afterEach(() => rm(join(outboxDir, ".."), { recursive: true, force: true }));

  async function onlyFile(): Promise<string> {
    const files = await readdir(outboxDir);
    expect(files).toHaveLength(1);
    return join(outboxDir, files[0]!);
  }

  it("without SMTP writes a private .eml file with the link on one line, and logs the file, never the link", async () => {
    const mailer = createMailer({ from, siteName, outboxDir, log });
    mailer.send({ kind: "verifyEmail", to: "a@example.com", language: "th", link });
    await mailer.close();
    const file = await onlyFile();
    const eml = await readFile(file, "utf8");
    expect(eml).toMatch(/^To: a@example\.com\r$/m);
    expect(eml).toContain(`X-Alphacut-Link: ${link}\r\n`);
    expect(eml).toContain("multipart/alternative");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(logged).toEqual([{ level: "info", data: { file } }]);
  });

  it("with SMTP delivers text and HTML to the address and logs no link", async () => {
    const received: { to: string[]; body: string }[] = [];
    const server = await smtpServer((to, body) => void received.push({ to, body }));
    const mailer = createMailer({ smtpUrl: server.url, from, siteName, outboxDir, log });
    mailer.send({ kind: "resetPassword", to: "b@example.com", language: "de", link });
    await mailer.close();
    await server.close();
    expect(received.map(({ to }) => to)).toEqual([["b@example.com"]]);
    expect(received[0]?.body).toContain("text/plain");
    expect(received[0]?.body).toContain("text/html");
    expect(received[0]?.body).not.toContain("X-Alphacut-Link");
    expect(logged).toEqual([]);
    await expect(readdir(outboxDir)).rejects.toThrow("ENOENT");
  });

  const reset = { kind: "resetPassword", to: "b@example.com", language: "en", link } as const;
  const secrets = [link, "b@example.com"];

  it("leaves a mail that the SMTP server will never take in the outbox, and reports it without link and address", async () => {
    const server = await smtpServer(() => refuse(550, "No such user <b@example.com>"));
    const mailer = createMailer({ smtpUrl: server.url, from, siteName, outboxDir, log });
    mailer.send(reset);
    await mailer.close();
    await server.close();
    const status = await mailer.status();
    expect(status).toMatchObject({ transport: "smtp", waiting: 0, failures: 1 });
    expect(status.problems[0]).toMatchObject({ message: expect.stringMatching(/given up.*550/) });
    const { file } = status.problems[0]!;
    expect(await readFile(file!, "utf8")).toContain(`X-Alphacut-Link: ${link}\r\n`);
    for (const secret of secrets) expect(JSON.stringify([logged, status])).not.toContain(secret);
  });

  it("sends a mail later that could not be sent, also after a restart", async () => {
    const received: string[][] = [];
    let full = true;
    const handle = (to: string[]) => {
      if (full) refuse(452, "Mailbox of b@example.com full");
      received.push(to);
    };
    const server = await smtpServer(handle);
    const first = createMailer({ smtpUrl: server.url, from, siteName, outboxDir, log });
    first.send(reset);
    await first.close();
    expect(await first.status()).toMatchObject({ waiting: 1, failures: 1 });
    for (const secret of secrets)
      expect(JSON.stringify([logged, await first.status()])).not.toContain(secret);

    const second = createMailer({ smtpUrl: server.url, from, siteName, outboxDir, log });
    await second.retry();
    expect(await second.status()).toMatchObject({ waiting: 1, failures: 1 });
    full = false;
    await second.retry();
    await second.retry();
    expect(received).toEqual([["b@example.com"]]);
    expect((await second.status()).waiting).toBe(0);
    await second.close();
    await server.close();
  });

  it("asks a server that is away only once a round, and gives up a day later", async () => {
    const server = await smtpServer(() => {});
    await server.close();
    let at = new Date("2026-03-15T12:00:00Z");
    const mailer = createMailer({ smtpUrl: server.url, from, siteName, outboxDir, log, now: () => at });
    for (let mail = 0; mail < 3; mail++) mailer.send(reset);
    await expect.poll(async () => (await mailer.status()).waiting).toBe(3);
    await mailer.retry();
    expect(await mailer.status()).toMatchObject({
      failures: 4,
      problems: [{ message: expect.stringContaining("ECONNREFUSED") }, {}, {}, {}],
    });
    at = new Date("2026-03-16T12:00:01Z");
    await mailer.retry();
    expect((await mailer.status()).waiting).toBe(0);
    expect((await readdir(outboxDir)).filter((name) => name.endsWith(".eml"))).toHaveLength(3);
    await mailer.close();
  });
});

function refuse(responseCode: number, message: string): never {
  throw Object.assign(new Error(message), { responseCode });
}

/** An SMTP server on a free port. A handler that throws refuses the message. */
async function smtpServer(handle: (to: string[], body: string) => void) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        try {
          handle(
            session.envelope.rcptTo.map(({ address }) => address),
            Buffer.concat(chunks).toString(),
          );
          callback();
        } catch (error) {
          callback(error as Error);
        }
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
