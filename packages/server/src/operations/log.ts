import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";

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

/** A line of the log that tells of something that is ours to mend. */
export interface LogFailure {
  /** Of the request that was under way; of a mail its file. */
  requestId?: string;
  /** Its method and the pattern of its address. */
  route?: string;
  /** One line, without e-mail addresses and values. */
  message: string;
}

/**
 * The server's log. It holds no secrets and no e-mail addresses: errors are described field by field, and everything else
 * that is logged is named where it is logged.
 *
 * @param onFailure told of every error, and of every warning with an error in it: a caller's mistakes are neither
 * @param destination standard output when absent
 */
export function createLog(
  level: string,
  {
    onFailure,
    destination,
  }: { onFailure?: (failure: LogFailure) => void; destination?: DestinationStream } = {},
): Logger {
  const options: LoggerOptions = {
    level,
    serializers: { err: describeError },
    hooks: {
      logMethod(args, method, lineLevel) {
        const failure = onFailure && asFailure(this.bindings(), args, lineLevel);
        if (failure) onFailure(failure);
        method.apply(this, args);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

const { warn, error } = pino.levels.values as { warn: number; error: number };

function asFailure(
  { reqId }: Record<string, unknown>,
  [fields, text]: readonly unknown[],
  level: number,
): LogFailure | undefined {
  const { err, route, file } = Object(fields) as Record<string, unknown>;
  const requestId = reqId ?? file;
  if (level < warn || (level < error && err === undefined)) return undefined;
  return {
    ...(typeof requestId === "string" && { requestId }),
    ...(typeof route === "string" && { route }),
    message: err === undefined ? String(text ?? fields) : summarizeError(err),
  };
}

/** One line about an error for the operator: what kind it is and what it says, without e-mail addresses and values. */
function summarizeError(error: unknown): string {
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
