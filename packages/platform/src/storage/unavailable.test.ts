import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEveryDatabase } from "../testing/database.ts";
import type { Storage } from "./database.ts";
import { withStorageErrors } from "./unavailable.ts";

const secret = "person@example.com";

describeOnEveryDatabase("errors of the storage", (open) => {
  let storage: Storage;
  let service: { insert(email: string): Promise<unknown> };
  beforeAll(async () => {
    storage = await open();
    service = withStorageErrors({
      insert: async (email: string) =>
        storage.db.execute(
          sql`INSERT INTO users (id, name, email, language, plan) VALUES (${email}, '', ${email}, 'en', 'Basic')`,
        ),
    });
  });
  afterAll(() => storage.close());

  it("say no value that they came from, so that a log can hold them", async () => {
    await service.insert(secret);
    const error = await service.insert(secret).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "23505" });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
  });

  it("say of a text that cannot be stored that it is the input's fault", async () => {
    await expect(service.insert("a\0b@example.com")).rejects.toMatchObject({ code: "InvalidInput" });
  });
});
