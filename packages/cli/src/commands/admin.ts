import { text } from "node:stream/consumers";
import { type Context, ExitCode } from "../context.ts";
import { UsageError } from "../errors.ts";

const DEFAULT_URL = "http://127.0.0.1:8080";
/** Counting the usage of every account again is the longest of the calls. */
const TIMEOUT_MS = 300_000;

export interface UserOptions {
  plan?: string;
  prepaidCredits?: number;
  emailVerified?: boolean;
  suspended?: boolean;
  billingPeriod?: [startUnix: number, endUnix: number];
}

/** One call to the admin API of a running server; its answer is printed as JSON. */
async function call(context: Context, method: string, path: string, body?: unknown): Promise<ExitCode> {
  const answer = await request(context, method, path, body);
  if (answer !== undefined) context.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  return ExitCode.done;
}

async function request({ env }: Context, method: string, path: string, body?: unknown): Promise<unknown> {
  const { ALPHACUT_URL, ALPHACUT_ADMIN_TOKEN: token } = env;
  if (!token) throw new UsageError("Set ALPHACUT_ADMIN_TOKEN to the token that the server was started with");
  const url = `${(ALPHACUT_URL || DEFAULT_URL).replace(/\/+$/, "")}/api/admin${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    const { cause } = error as { cause?: Error };
    throw new Error(`Cannot reach ${url}: ${cause?.message || error.message}`);
  });
  const content = await response.text();
  if (!response.ok) throw new Error(refusal(url, response.status, content));
  return content ? JSON.parse(content) : undefined;
}

function refusal(url: string, status: number, content: string): string {
  if (status === 404 && !content.includes('"'))
    return `${url} is not there; is ALPHACUT_ADMIN_TOKEN set on the server?`;
  return `The server answered ${status}: ${content}`;
}

/** Users are named by their id, or by their e-mail address. */
async function uidOf(user: string, context: Context): Promise<string> {
  if (!user.includes("@")) return encodeURIComponent(user);
  const path = `/users?${new URLSearchParams({ email: user })}`;
  const { users } = (await request(context, "GET", path)) as { users: { uid: string }[] };
  if (!users[0]) throw new Error(`There is no user ${user}`);
  return encodeURIComponent(users[0].uid);
}

export async function createUser(
  email: string,
  { passwordStdin, ...fields }: UserOptions & { passwordStdin?: true },
  context: Context,
): Promise<ExitCode> {
  const password = passwordStdin && (await text(context.stdin)).replace(/\r?\n$/, "");
  return call(context, "POST", "/users", { email, ...(password && { password }), ...fields });
}

export async function showUser(email: string, context: Context): Promise<ExitCode> {
  return call(context, "GET", `/users?${new URLSearchParams({ email })}`);
}

export async function setUser(user: string, options: UserOptions, context: Context): Promise<ExitCode> {
  const { billingPeriod, ...fields } = options;
  const [startUnix, endUnix] = billingPeriod ?? [];
  const body = { ...fields, ...(billingPeriod && { billingPeriod: { startUnix, endUnix } }) };
  if (Object.keys(body).length === 0)
    throw new UsageError("Nothing to set; see 'alphacut admin users set --help'");
  return call(context, "PATCH", `/users/${await uidOf(user, context)}`, body);
}

export async function createKey(
  user: string,
  options: { name?: string; expiresAt?: string },
  context: Context,
): Promise<ExitCode> {
  return call(context, "POST", `/users/${await uidOf(user, context)}/keys`, options);
}

export async function revokeKey(user: string, key: string, context: Context): Promise<ExitCode> {
  return call(context, "DELETE", `/users/${await uidOf(user, context)}/keys/${encodeURIComponent(key)}`);
}

export async function rebuildUsage(context: Context): Promise<ExitCode> {
  return call(context, "POST", "/usage/rebuild");
}
