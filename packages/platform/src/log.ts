type Write = (data: Record<string, unknown>, message: string) => void;

/** Where the platform reports what nobody waits for; a pino logger is one. */
export type Log = { info: Write; warn: Write; error: Write };
