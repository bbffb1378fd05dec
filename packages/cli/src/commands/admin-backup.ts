import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ConfigError, layBackupReady } from "@alphacut/server";
import { type Context, ExitCode } from "../context.ts";
import { UsageError } from "../errors.ts";
import { askAdmin } from "./admin-client.ts";

/** `alphacut admin backup FILE`: the embedded database of a running server; `-` is standard output. */
export async function backUp(file: string, context: Context): Promise<ExitCode> {
  if (file === "-" && context.stdout.isTTY) throw new UsageError("A backup is no text: name a file");
  const { body } = await askAdmin(context, "GET", "/backup");
  if (!body) throw new Error("The server has sent nothing");
  const backup = Readable.fromWeb(body);
  if (file === "-") {
    await pipeline(backup, context.stdout, { end: false });
    return ExitCode.done;
  }
  // Whole or not at all: an older backup of that name is not lost to half a newer one.
  const partial = `${file}.partial`;
  try {
    await pipeline(backup, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  context.stderr.write(`${file} holds password hashes and the secret of all sessions: keep it safe.\n`);
  return ExitCode.done;
}

/** `alphacut admin restore FILE`: lays a backup ready in the data folder; the next start takes it. */
export async function restore(file: string, context: Context): Promise<ExitCode> {
  const handle = file === "-" ? undefined : await open(file);
  const backup = handle?.createReadStream() ?? context.stdin;
  const { createdAt, dataDir } = await layBackupReady(context.env, backup)
    .catch((error: unknown) => {
      throw error instanceof ConfigError ? new UsageError(error.message) : error;
    })
    .finally(() => handle?.close());
  context.stderr.write(
    `The backup of ${createdAt.toISOString()} is ready in ${dataDir}. Restart the server: it takes the place of the database, which is kept in ${dataDir}/before-restore.\n`,
  );
  return ExitCode.done;
}
