import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { apiTypes } from "../tools/api-types.ts";

test("the types of the API are those of the server's document: run `npm run generate` otherwise", async () => {
  const committed = await readFile(new URL("../src/api/schema.ts", import.meta.url), "utf8");
  expect(committed).toBe(await apiTypes());
});
