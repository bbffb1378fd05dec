/** Whether a statement failed because a value that must be unique is taken (SQLSTATE 23505), on either database. */
export function isUniqueViolation(error: unknown): boolean {
  return causesOf(error).some(({ code }) => code === "23505");
}

/** Whether a statement failed because that check of a table did (SQLSTATE 23514), on either database. */
export function isCheckViolation(error: unknown, constraint: string): boolean {
  return causesOf(error).some((cause) => cause.code === "23514" && cause.constraint === constraint);
}

type DatabaseError = Error & { code?: unknown; constraint?: unknown };

function causesOf(error: unknown): DatabaseError[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
