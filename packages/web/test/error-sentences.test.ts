import { describeApi } from "@alphacut/server";
import { expect, test } from "vitest";
import { en } from "../src/i18n/en/index.ts";

/** Told to Stripe, and to programs that ask for what no page asks for: masks, their own redirects. */
const UNSEEN = [
  "invalid_signature",
  "invalid_mask",
  "email_mismatch",
  "invalid_callback_url",
  "invalid_error_callback_url",
  "invalid_redirect_url",
];

test("every code that the server's own API answers with has a sentence", () => {
  const { components } = describeApi({ publicUrl: "http://localhost", models: [] });
  const { properties } = components!.schemas!.AccountError as { properties: { code: { enum: string[] } } };
  const codes = properties.code.enum.filter((code) => !UNSEEN.includes(code));
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !(code in en.errors))).toEqual([]);
});
