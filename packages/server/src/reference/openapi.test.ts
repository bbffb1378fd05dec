import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeApi } from "./openapi.ts";

const document = describeApi({ publicUrl: "https://cut.example.org", models: ["isnet"] });
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods ?? {}).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
);

/** Beside the linter's recommended rules: examples must fit their schemas. What is off here is so on purpose. */
const LINT_RULES = {
  extends: ["recommended"],
  rules: {
    "no-invalid-media-type-examples": { severity: "error", allowAdditionalProperties: false },
    "no-invalid-schema-examples": "error",
    // The fapihub API writes its addresses with a last slash.
    "no-path-trailing-slash": "off",
    // Health and metrics never answer with an error of the client.
    "operation-4xx-response": "off",
    // Links in mails and of other sites send the browser on.
    "operation-2xx-response": "off",
  },
};

describe("the OpenAPI document", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "alphacut-openapi-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("passes the linter without a finding, examples included", async () => {
    await writeFile(join(folder, "openapi.json"), JSON.stringify(document));
    await writeFile(join(folder, "redocly.yaml"), JSON.stringify(LINT_RULES));
    const linter = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [linter, "lint", "openapi.json", "--format=json"],
      {
        cwd: folder,
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    ).catch((error: { stdout: string }) => error);
    const { problems } = JSON.parse(stdout);
    expect(problems.map(({ ruleId, message }: Record<string, string>) => `${ruleId}: ${message}`)).toEqual(
      [],
    );
  });

  it("names the public address", () => {
    expect(document.servers).toEqual([{ url: "https://cut.example.org" }]);
  });

  it.each(operations)("has an example for every JSON body of $name", ({ operation }) => {
    const { requestBody, responses } = operation as {
      requestBody?: { content: object };
      responses: Record<string, { content?: object }>;
    };
    const bodies = [requestBody, ...Object.values(responses)].flatMap((part) =>
      Object.entries(part?.content ?? {}).filter(([type]) => type === "application/json"),
    );
    const path = (operation as { tags: string[] }).tags[0] ?? "";
    const hasSchemaExamples = ["sign-in", "billing", "operation"].includes(path);
    for (const [, content] of bodies) {
      if (!hasSchemaExamples) expect(content.example ?? content.examples).toBeDefined();
    }
  });

  it("leaves no placeholder unfilled in an example", () => {
    const examples: unknown[] = [];
    JSON.stringify(document, (key, value) => {
      if (key === "example" || key === "examples") examples.push(value);
      return value;
    });
    expect(JSON.stringify(examples)).not.toMatch(/\{\w+\}/);
  });
});
