import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Mail, Sender } from "./messages.ts";
import { renderMail } from "./render.ts";
import { automatic } from "./smtp.ts";

/** Writes a mail into a private `.eml` file, which mail programs open. Answers its path. */
export type KeepMail = (mail: Mail) => Promise<string>;

export function openOutbox(folder: string, { from, siteName }: Sender): KeepMail {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  return async (mail) => {
    const { kind, to, link } = mail;
    // Not folded and not encoded, unlike the body, so that scripts can read the link out of the file.
    const headers = { ...automatic, "X-Alphacut-Link": { prepared: true, value: link } };
    const { message } = await transport.sendMail({
      to,
      headers,
      ...renderMail(mail, siteName),
    });
    const name = `${new Date().toISOString().replaceAll(":", "-")}-${kind}-${randomUUID()}.eml`;
    const path = join(folder, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, message as Buffer, { mode: 0o600 });
    return path;
  };
}
