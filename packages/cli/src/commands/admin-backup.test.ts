import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../testing/run-command.ts";

let folder: string;
let server: Server;
let env: Record<string, string>;
/** How the server answers; `cut` breaks off in the middle. */
let answer: "whole" | "cut" | "refused";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-backup-"));
  answer = "whole";
  server = createServer((request, response) => {
    if (answer === "refused" || request.url !== "/api/admin/backup") {
      response.writeHead(400).end('{"error":"The database is PostgreSQL: back it up with pg_dump"}');
      return;
    }
    response.write("half of it, ");
    if (answer === "whole") response.end("and the rest");
    else setImmediate(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  env = {
    ALPHACUT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ALPHACUT_ADMIN_TOKEN: "a token of sixteen or more",
    ALPHACUT_DATA_DIR: join(folder, "data"),
  };
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

describe("alphacut admin backup", () => {
  it("writes the whole backup, for nobody else to read, and says what is in it", async () => {
    const file = join(folder, "backup.tar.gz");
    const { code, stderr } = await runCommand(["admin", "backup", file], { env });
    expect([code, await readFile(file, "utf8")]).toEqual([0, "half of it, and the rest"]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(stderr).toContain("keep it safe");
    const { stdout } = await runCommand(["admin", "backup", "-"], { env });
    expect(stdout.toString()).toBe("half of it, and the rest");
  });

  it.each(["cut", "refused"] as const)("leaves an older backup alone when the new one is %s", async (how) => {
    const file = join(folder, "backup.tar.gz");
    await writeFile(file, "the older one");
    answer = how;
    const { code, stderr } = await runCommand(["admin", "backup", file], { env });
    expect([code, await readFile(file, "utf8")]).toEqual([1, "the older one"]);
    expect(await readdir(folder)).toEqual(["backup.tar.gz"]);
    if (how === "refused") expect(stderr).toContain("pg_dump");
  });

  it("does not fill a terminal with bytes", async () => {
    const { code, stdout } = await runCommand(["admin", "backup", "-"], { env, terminals: ["stdout"] });
    expect([code, stdout.length]).toEqual([2, 0]);
  });
});

describe("alphacut admin restore", () => {
  it("refuses what is no backup, and a database that is PostgreSQL", async () => {
    const file = join(folder, "backup.tar.gz");
    await writeFile(file, "no backup");
    const junk = await runCommand(["admin", "restore", file], { env });
    expect(junk).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no backup that can be restored"),
    });
    const missing = await runCommand(["admin", "restore", join(folder, "none")], { env });
    expect(missing.code).toBe(1);
    const postgres = await runCommand(["admin", "restore", file], {
      env: { ...env, DATABASE_URL: "postgres://localhost/alphacut" },
    });
    expect(postgres).toMatchObject({ code: 2, stderr: expect.stringContaining("pg_restore") });
  });
});
