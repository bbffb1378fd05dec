import pg from "pg";
import { expect, it } from "vitest";
import { describeWith } from "../testing/services.ts";
import { openDatabase } from "./database.ts";
import { openRedis } from "./redis.ts";

const openOn = (url: string) => openDatabase({ url, dataDir: "" });

/** The message of a start that fails, which must be one line without the secret. */
async function refusal(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => expect.fail("was opened"),
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ name: "PlatformError", code: "StorageUnavailable" });
  expect(error.message).not.toMatch(/\n|hunter2/);
  return error.message;
}

it.each([
  [
    () => openOn("postgres://alphacut:hunter2@127.0.0.1:1/cut"),
    "PostgreSQL at 127.0.0.1:1/cut refuses the connection (ECONNREFUSED). Check that the server runs, and the host and the port in DATABASE_URL.",
  ],
  [
    () => openRedis("redis://:hunter2@127.0.0.1:1"),
    "Redis at 127.0.0.1:1 refuses the connection (ECONNREFUSED). Check that the server runs, and the host and the port in REDIS_URL.",
  ],
  [
    () => openRedis("redis://:hunter2@no-such-host.invalid"),
    "Redis at no-such-host.invalid:6379 is not to be found under this name (ENOTFOUND). Check the host in REDIS_URL.",
  ],
])("a server that cannot be reached is named with its place and what to check (%#)", async (open, words) => {
  expect(await refusal(open())).toBe(words);
});

describeWith("PostgreSQL", "a database that cannot be opened", (serverUrl) => {
  it("is named with its place, for a wrong password too, and the password is not said", async () => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query("create role locked_out login password 'right'");
    // The test server trusts everybody, so the password is refused by the validity of the role.
    await client.query("alter role locked_out nologin");
    const url = new URL(serverUrl);
    url.username = "locked_out";
    url.password = "hunter2";
    expect(await refusal(openOn(url.href))).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+\/\w+ does not take the user or the password \(28000\)\. Check the user and the password in DATABASE_URL\.$/,
    );
    await client.query("drop role locked_out");
    await client.end();
    const missing = new URL(serverUrl);
    missing.pathname = "/no_such_database";
    expect(await refusal(openOn(missing.href))).toContain("/no_such_database has no such database (3D000)");
  });
});

describeWith("Redis", "a Redis that cannot be opened", (serverUrl) => {
  it("is named with its place, for a wrong password or database too, and the password is not said", async () => {
    const url = new URL(serverUrl);
    url.password = "hunter2";
    url.username = "nobody";
    expect(await refusal(openRedis(url.href))).toMatch(
      /^Redis at 127\.0\.0\.1:\d+ does not take the user or the password \(WRONGPASS .*\)\. Check the user and the password in REDIS_URL\.$/,
    );
    expect(await refusal(openRedis(new URL("/999", serverUrl).href))).toContain("/999 has no such database");
  });
});
