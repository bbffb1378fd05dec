import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { templateVersion } from "./template.ts";

it("the template was made by the installed PGlite, else `npm run template` must run", async () => {
  const manifest = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  expect(templateVersion).toBe(JSON.parse(await readFile(manifest, "utf8")).version);
});
