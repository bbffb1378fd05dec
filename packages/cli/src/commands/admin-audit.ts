import { type Context, ExitCode } from "../context.ts";
import { writeJson } from "../write-out.ts";
import { type OutputOptions, uidOf } from "./admin.ts";
import { callAdmin } from "./admin-client.ts";
import { writeTable } from "./admin-output.ts";

interface AuditEntry {
  at: string;
  actor: string;
  action: string;
  uid: string;
  email?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string;
}

/** The most that the server gives at once. */
const PAGE_SIZE = 100;

/** `alphacut admin audit`: newest first, asked for page by page */
export async function showAudit(
  user: string | undefined,
  { limit, json }: OutputOptions & { limit: number },
  context: Context,
): Promise<ExitCode> {
  const uid = user === undefined ? undefined : await uidOf(user, context);
  const all: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = new URLSearchParams({
      limit: String(Math.min(PAGE_SIZE, limit - all.length)),
      ...(uid !== undefined && { uid }),
      ...(cursor !== undefined && { cursor }),
    });
    const answer = await callAdmin(context, "GET", `/audit?${page}`);
    const { entries, next } = answer as { entries: AuditEntry[]; next?: string };
    if (json) for (const entry of entries) writeJson(context.stdout, entry);
    all.push(...entries);
    cursor = next;
  } while (cursor !== undefined && all.length < limit);
  if (!json) writeTable(context.stdout, all.map(row), "Nothing was done yet.");
  if (cursor !== undefined) context.stderr.write("There are more: --limit N shows them.\n");
  return ExitCode.done;
}

const row = ({ at, actor, action, uid, email, before, after, reason }: AuditEntry) => ({
  at: at.slice(0, 16).replace("T", " "),
  actor,
  action,
  account: email ?? uid,
  change: changeText(before, after),
  reason,
});

/** `plan: Basic → Pro` */
function changeText(before: AuditEntry["before"] = {}, after: AuditEntry["after"] = {}): string {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const sides = (name: string) =>
    [before, after].filter((side) => name in side).map((side) => text(side[name]));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => `${name}: ${sides(name).join(" → ")}`).join(", ");
}
