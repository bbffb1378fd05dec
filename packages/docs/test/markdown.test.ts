import { createMarkdownRenderer } from "vitepress";
import { expect, it } from "vitest";
import { unbrokenQuantities } from "../src/markdown.ts";

const markdown = await createMarkdownRenderer(".", { config: unbrokenQuantities });

it.each([
  ["up to 50 MB and 10,000 × 10,000 pixels", "up to 50~MB and 10,000~×~10,000 pixels"],
  ["**Photos** von 12 MB: 1,5 s bei 90 %", "<strong>Photos</strong> von 12~MB: 1,5~s bei 90~%"],
  ["44 MB บน 2 คอร์ ใช้ 3 s", "44~MB บน 2 คอร์ ใช้ 3~s"],
  ["after 5 seconds, 429 or 503 and 12 stages", "after 5 seconds, 429 or 503 and 12 stages"],
])("a number and its unit stay on one line of a guide: %s", (text, expected) => {
  expect(markdown.renderInline(text).replaceAll("\u00a0", "~")).toBe(expected);
});

it("a number and its unit stay on one line of a table, and code stays as it is written", () => {
  const html = markdown.render("| size | sent as |\n|---|---|\n| 20 MB | `20 MB` |");
  expect(html).toContain("<td>20\u00a0MB</td>");
  expect(html).toContain("<code>20 MB</code>");
});
