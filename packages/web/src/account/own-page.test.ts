import { expect, test } from "vitest";
import { ownPage } from "./own-page.ts";

const ORIGIN = "https://cut.example.org";

test.each(["/dashboard/keys", "/dashboard?checkout=done#plans", "/"])("goes on to %s", (page) => {
  expect(ownPage(page, ORIGIN)).toBe(page);
});

// An address in a mail could otherwise lead people who just signed in to a copy of the sign-in page.
test.each([
  undefined,
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example/",
  "javascript:alert(1)",
  "http://cut.example.org/",
  "http://",
])("never leaves for %s", (page) => {
  expect(ownPage(page, ORIGIN)).toBe("/dashboard");
});
