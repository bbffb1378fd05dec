import { expect, test } from "vitest";
import { uptimeText } from "./uptime.ts";

test.each([
  [0, "0 seconds"],
  [59.9, "59 seconds"],
  [3599, "59 minutes"],
  [7200, "2 hours"],
  [86_400 * 3 + 5, "3 days"],
])("%d seconds read as %s", (seconds, text) => {
  expect(uptimeText(seconds, "en")).toBe(text);
});
