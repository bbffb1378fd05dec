import { describeApi } from "@alphacut/server";
import { expect, test } from "vitest";
import { en } from "../src/i18n/en/index.ts";

/** Told to Stripe only. */
const UNSEEN = ["invalid_signature"];

test("every code that the server's own API answers with has a sentence", () => {
  const { components } = describeApi({ publicUrl: "http://localhost", models: [] });
  const { properties } = components!.schemas!.AccountError as { properties: { code: { enum: string[] } } };
  const codes = properties.code.enum.filter((code) => !UNSEEN.includes(code));
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !(code in en.errors))).toEqual([]);
});
