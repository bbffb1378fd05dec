import { type DestinationStream, type Logger, pino } from "pino";

/** What is told of an error: never the further fields of a driver's, which repeat values of a statement or of a mail. */
interface DescribedError {
  type: string;
  message: string;
  code?: string;
  /** Where it was thrown; without the message, which V8 puts in front. */
  stack: string;
  cause?: DescribedError;
}

const MASK = "[address]";
const EMAIL_ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+/gi;
/** SQLSTATE class 22, "data exception": the only errors of PostgreSQL whose message repeats a value. */
const DATA_EXCEPTION = /^22[A-Z\d]{3}$/;
const MOST_CAUSES = 5;

/**
 * The server's log. It holds no secrets and no e-mail addresses: errors are described field by field, and everything else
 * that is logged is named where it is logged.
 *
 * @param destination standard output when absent
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}

/** One line about an error for the operator: what kind it is and what it says, without e-mail addresses and values. */
export function summarizeError(error: unknown): string {
  const { type, message } = describeError(error);
  return `${type}: ${message}`.split("\n", 1)[0] ?? "";
}

function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: "Something that is no error", stack: "" };
  const code = codeOf(error);
  const { cause } = error;
  return {
    type: error.name,
    message: messageOf(error, code),
    ...(code !== undefined && { code }),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
    ...(cause instanceof Error && depth < MOST_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}

function messageOf({ message }: Error, code: string | undefined): string {
  if (code !== undefined && DATA_EXCEPTION.test(code)) return `The database did not take a value (${code})`;
  return message.replace(EMAIL_ADDRESS, MASK);
}
