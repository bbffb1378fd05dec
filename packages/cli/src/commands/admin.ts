import { text } from "node:stream/consumers";
import { type Context, ExitCode } from "../context.ts";
import { UsageError } from "../errors.ts";
import { writeJson } from "../write-out.ts";
import { callAdmin } from "./admin-client.ts";
import { writeFacts, writeTable } from "./admin-output.ts";

export interface OutputOptions {
  /** JSON on a line for each thing, as the server says it. */
  json?: true;
}

export interface UserOptions extends OutputOptions {
  plan?: string;
  role?: "user" | "admin";
  prepaidCredits?: number;
  emailVerified?: boolean;
  /** For the audit trail. */
  reason?: string;
}

export interface UserChanges extends UserOptions {
  suspended?: boolean;
  billingPeriod?: [startUnix: number, endUnix: number];
}

interface User {
  uid: string;
  email: string;
  name: string;
  plan: string;
  role: string;
  prepaidCredits: number;
  emailVerified: boolean;
  suspended: boolean;
  language: string;
  createdAt: string;
  lastSeenAt: string | null;
  usedThisMonth: number;
  creditsLeft: number;
}

/** Which users, and in which order; what is left out: all, the newest first. */
export interface UserSearch {
  plan?: string;
  role?: string;
  state?: string;
  sort?: string;
}

interface Key {
  id: string;
  name: string;
  prefix: string;
  lastFour: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}

/** The most that the server gives at once. */
const PAGE_SIZE = 100;

/** `alphacut admin users list`: asked for page by page and printed as they come */
export async function listUsers(
  query: string | undefined,
  { limit, all, json, ...search }: OutputOptions & UserSearch & { limit: number; all?: true },
  context: Context,
): Promise<ExitCode> {
  const most = all ? Number.POSITIVE_INFINITY : limit;
  const users: User[] = [];
  let cursor: string | undefined;
  do {
    const page = new URLSearchParams({
      ...search,
      limit: String(Math.min(PAGE_SIZE, most - users.length)),
      ...(query !== undefined && { query }),
      ...(cursor !== undefined && { cursor }),
    });
    const answer = await callAdmin(context, "GET", `/users?${page}`);
    const { users: found, nextCursor } = answer as { users: User[]; nextCursor?: string };
    if (json) for (const user of found) writeJson(context.stdout, user);
    users.push(...found);
    cursor = nextCursor;
  } while (cursor !== undefined && users.length < most);
  if (!json) writeTable(context.stdout, users.map(userRow), "There are no such users.");
  if (cursor !== undefined) context.stderr.write("There are more: --limit N or --all shows them.\n");
  return ExitCode.done;
}

const userRow = ({ uid, email, plan, role, prepaidCredits, ...user }: User) => ({
  uid,
  email,
  plan,
  prepaid: prepaidCredits,
  left: user.creditsLeft,
  month: user.usedThisMonth,
  role,
  state: user.suspended ? "suspended" : user.emailVerified ? "active" : "unverified",
  created: user.createdAt.slice(0, 10),
  seen: user.lastSeenAt?.slice(0, 10),
});

/** `alphacut admin users create` */
export async function createUser(
  email: string,
  { passwordStdin, json, ...fields }: UserOptions & { passwordStdin?: true },
  context: Context,
): Promise<ExitCode> {
  const password = passwordStdin && (await text(context.stdin)).replace(/\r?\n$/, "");
  const user = { email, ...(password && { password }), ...fields };
  return show(await callAdmin(context, "POST", "/users", user), json, context);
}

/** `alphacut admin users show` */
export async function showUser(email: string, { json }: OutputOptions, context: Context): Promise<ExitCode> {
  return show(await findUser(email, context), json, context);
}

/** `alphacut admin users set` */
export async function setUser(
  user: string,
  { billingPeriod, json, ...fields }: UserChanges,
  context: Context,
): Promise<ExitCode> {
  const [startUnix, endUnix] = billingPeriod ?? [];
  const body = { ...fields, ...(billingPeriod && { billingPeriod: { startUnix, endUnix } }) };
  if (Object.keys(body).every((field) => field === "reason"))
    throw new UsageError("Nothing to set; see 'alphacut admin users set --help'");
  return show(await callAdmin(context, "PATCH", await pathOf(user, context), body), json, context);
}

/** `alphacut admin users reset-password` */
export async function resetPassword(
  user: string,
  { json, ...body }: OutputOptions & { reason?: string },
  context: Context,
): Promise<ExitCode> {
  const answer = await callAdmin(context, "POST", `${await pathOf(user, context)}/reset-password`, body);
  const { link } = answer as { link?: string };
  if (json) writeJson(context.stdout, answer);
  else if (link !== undefined) context.stdout.write(`${link}\n`);
  else context.stderr.write("A link was mailed to the account's address.\n");
  return ExitCode.done;
}

/** `alphacut admin users delete`: by its address, which is all the confirmation there is */
export async function deleteUser(
  email: string,
  { reason }: { reason?: string },
  context: Context,
): Promise<ExitCode> {
  if (!email.includes("@")) throw new UsageError("An account is deleted by its e-mail address");
  const body = { email, ...(reason !== undefined && { reason }) };
  await callAdmin(context, "DELETE", await pathOf(email, context), body);
  return ExitCode.done;
}

/** `alphacut admin users export` */
export async function exportUser(user: string, context: Context): Promise<ExitCode> {
  writeJson(context.stdout, await callAdmin(context, "GET", `${await pathOf(user, context)}/export`));
  return ExitCode.done;
}

/** `alphacut admin mail-test` */
export async function sendTestMail(to: string, { json }: OutputOptions, context: Context): Promise<ExitCode> {
  const answer = await callAdmin(context, "POST", "/mail/test", { to });
  const { sent, transport, problem } = answer as { sent: boolean; transport: string; problem?: string };
  if (json) writeJson(context.stdout, answer);
  else if (!sent) context.stderr.write(`The mail could not be sent: ${problem}\n`);
  else context.stdout.write(transport === "smtp" ? "Sent.\n" : "Written into a file in data/outbox.\n");
  return sent ? ExitCode.done : ExitCode.failed;
}

/** `alphacut admin keys list` */
export async function listKeys(user: string, { json }: OutputOptions, context: Context): Promise<ExitCode> {
  const answer = await callAdmin(context, "GET", `${await pathOf(user, context)}/keys`);
  const { keys } = answer as { keys: Key[] };
  if (json) for (const key of keys) writeJson(context.stdout, key);
  else writeTable(context.stdout, keys.map(keyRow), "The account has no keys.");
  return ExitCode.done;
}

const keyRow = ({ id, name, prefix, lastFour, createdAt, expiresAt, revokedAt, lastUsedAt }: Key) => ({
  id,
  name,
  key: `${prefix}…${lastFour}`,
  created: createdAt.slice(0, 10),
  used: lastUsedAt?.slice(0, 10),
  expires: expiresAt?.slice(0, 10),
  revoked: revokedAt?.slice(0, 10),
});

/** `alphacut admin keys create` */
export async function createKey(
  user: string,
  { json, ...options }: OutputOptions & { name?: string; expiresAt?: string },
  context: Context,
): Promise<ExitCode> {
  return show(
    await callAdmin(context, "POST", `${await pathOf(user, context)}/keys`, options),
    json,
    context,
  );
}

/** `alphacut admin keys revoke` */
export async function revokeKey(user: string, key: string, context: Context): Promise<ExitCode> {
  await callAdmin(context, "DELETE", `${await pathOf(user, context)}/keys/${encodeURIComponent(key)}`);
  return ExitCode.done;
}

/** `alphacut admin usage rebuild` */
export async function rebuildUsage({ json }: OutputOptions, context: Context): Promise<ExitCode> {
  return show(await callAdmin(context, "POST", "/usage/rebuild"), json, context);
}

async function pathOf(user: string, context: Context): Promise<string> {
  return `/users/${encodeURIComponent(await uidOf(user, context))}`;
}

/** Users are named by their id, or by their e-mail address. */
export async function uidOf(user: string, context: Context): Promise<string> {
  return user.includes("@") ? (await findUser(user, context)).uid : user;
}

async function findUser(email: string, context: Context): Promise<User> {
  const answer = await callAdmin(context, "GET", `/users?${new URLSearchParams({ email })}`);
  const [user] = (answer as { users: User[] }).users;
  if (!user) throw new Error(`There is no user ${email}`);
  return user;
}

function show(answer: unknown, json: true | undefined, { stdout }: Context): ExitCode {
  if (json) writeJson(stdout, answer);
  else writeFacts(stdout, answer as Parameters<typeof writeFacts>[1]);
  return ExitCode.done;
}
