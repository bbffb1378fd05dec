import { expect, test } from "vitest";
import { errorFromAnswer } from "./api-error.ts";

test("reads our own error shape with its details and the waiting time", () => {
  const body = JSON.stringify({
    error: "Slow down",
    code: "too_many_requests",
    status: 429,
    details: [{ field: "w", message: "too small" }],
  });
  const error = errorFromAnswer(429, body, "12");
  expect(error).toMatchObject({
    code: "too_many_requests",
    status: 429,
    retryAfterSeconds: 12,
    message: "Slow down",
  });
  expect(error.details).toEqual([{ field: "w", message: "too small" }]);
});

test("reads the upper-case codes of the sign-in library", () => {
  const error = errorFromAnswer(401, '{"code":"INVALID_EMAIL_OR_PASSWORD","message":"Invalid"}', null);
  expect(error).toMatchObject({
    code: "invalid_email_or_password",
    status: 401,
    retryAfterSeconds: undefined,
  });
});

test.each([
  [502, "<html>Bad gateway</html>", "unknown"],
  [503, "", "busy"],
  [401, "null", "unauthenticated"],
  [404, "[]", "not_found"],
])("names an answer with status %i that no server of ours wrote", (status, body, code) => {
  expect(errorFromAnswer(status, body, null).code).toBe(code);
});
