import type { Context } from "../context.ts";
import { UsageError } from "../errors.ts";

const DEFAULT_URL = "http://127.0.0.1:8080";
/** Counting the usage of every account again is the longest of the calls. */
const TIMEOUT_MS = 300_000;

/**
 * One call to the admin API of a running server: its answer, or undefined where there is none.
 *
 * @throws UsageError without a token, Error with the server's own words
 */
export async function callAdmin(...call: Parameters<typeof askAdmin>): Promise<unknown> {
  const content = await (await askAdmin(...call)).text();
  return content ? JSON.parse(content) : undefined;
}

/** The same, for answers that are no JSON. */
export async function askAdmin(
  { env }: Context,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
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
  if (!response.ok) throw new Error(refusal(path, response.status, await response.text()));
  return response;
}

function refusal(path: string, status: number, content: string): string {
  // Only below an account can something be missing while the API is there.
  const isOff = status === 404 && !path.startsWith("/users/");
  const hint = isOff ? "; is ALPHACUT_ADMIN_TOKEN set on the server?" : "";
  return `The server answered ${status}: ${sentenceOf(content)}${hint}`;
}

/** What an error answer says for people; what is no answer of ours stays as it is. */
function sentenceOf(content: string): string {
  try {
    const { error } = JSON.parse(content) as { error?: unknown };
    return typeof error === "string" ? error : content;
  } catch {
    return content;
  }
}
