import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { languages } from "./language.ts";
import { type Mail, mailKinds } from "./messages.ts";

/** A mail that the SMTP server did not take yet. */
export interface UnsentMail {
  /** Its file, for messages. */
  readonly name: string;
  /** When it was to be sent first. */
  readonly since: Date;
  readonly mail: Mail;
}

/** Mails that wait for the next attempt, one private file each: a restart loses none. */
export interface UnsentMails {
  add(mail: Mail, since: Date): Promise<UnsentMail>;
  remove(unsent: UnsentMail): Promise<void>;
  /** Oldest first. A file that is none of ours is left out. */
  list(): Promise<UnsentMail[]>;
  count(): Promise<number>;
}

const ending = ".json";

const schema = z.object({
  since: z.iso.datetime(),
  mail: z.object({
    kind: z.enum(mailKinds),
    to: z.string(),
    language: z.enum(languages),
    link: z.string(),
    credits: z.number().optional(),
  }),
});

export function openUnsentMails(folder: string): UnsentMails {
  async function names(): Promise<string[]> {
    const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    return files.filter((name) => name.endsWith(ending)).sort();
  }

  async function read(name: string): Promise<UnsentMail[]> {
    try {
      const { since, mail } = schema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
      return [{ name, since: new Date(since), mail }];
    } catch {
      return [];
    }
  }

  return {
    async add(mail, since) {
      const name = `${since.toISOString().replaceAll(":", "-")}-${mail.kind}-${randomUUID()}${ending}`;
      const path = join(folder, name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, JSON.stringify({ since, mail }), { mode: 0o600 });
      await rename(`${path}.part`, path);
      return { name, since, mail };
    },
    remove: ({ name }) => rm(join(folder, name), { force: true }),
    list: async () => (await Promise.all((await names()).map(read))).flat(),
    count: async () => (await names()).length,
  };
}
