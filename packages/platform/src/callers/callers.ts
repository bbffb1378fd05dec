import type { FindSession } from "../accounts/find-session.ts";
import type { Standing } from "../accounts/standing.ts";
import type { Channel, KeyLimit } from "../credits/ledger.ts";
import { PlatformError } from "../errors.ts";
import type { FindKey } from "../keys/find-key.ts";
import type { KeyLimits } from "../keys/keys.ts";
import type { Plan, PlanCatalog } from "../plans/catalog.ts";
import { withStorageErrors } from "../storage/unavailable.ts";

export type AccountCaller = {
  kind: "account";
  uid: string;
  plan: Plan;
  /** Credits left at which the account wants a mail; 0: never, null: as the plan suggests. */
  lowCreditThreshold: number | null;
  channel: Channel;
  /** The API key; undefined = signed in without one. */
  key?: KeyLimit;
};

/** Somebody without an account, told apart from others by network address. */
export type AnonymousCaller = { kind: "anonymous"; address: string };

export type Caller = AccountCaller | AnonymousCaller;

export type Credentials = {
  /** The value of the API key header; undefined = there was none, an empty one is a wrong key. */
  apiKey?: string | undefined;
  /** The signed session token that came as bearer token or cookie; undefined = there was none. */
  userToken?: string | undefined;
  /** The client's network address. */
  address: string;
  /** Of the page that asks, as its browser names it; undefined = none was named. */
  origin: string | undefined;
  /** The path that is asked for, as in `/v1.0/removebg`. */
  endpoint: string;
};

export type Callers = {
  /**
   * Who calls. One indexed look-up that is never cached: a key that was revoked or an account that was suspended stops
   * with the next request, in every process.
   *
   * @throws PlatformError `BothCredentials`; `InvalidCredentials`, with the same words for an unknown, revoked or
   *   expired key or token; `AccountSuspended`; `EmailNotVerified`; `KeyNotAllowed`; `StorageUnavailable`
   */
  identify(credentials: Credentials): Promise<Caller>;
};

export function createCallers(findKey: FindKey, findSession: FindSession, catalog: PlanCatalog): Callers {
  function admit(standing: Standing | undefined, channel: Channel): AccountCaller {
    if (!standing) throw new PlatformError("InvalidCredentials", "The API key or user token is not valid");
    if (standing.suspendedAt) throw new PlatformError("AccountSuspended", "The account is suspended");
    if (!standing.emailVerified) {
      throw new PlatformError("EmailNotVerified", "The account's e-mail address is not confirmed yet");
    }
    const plan = catalog.find(standing.plan) ?? catalog.defaultPlan;
    const { uid, lowCreditThreshold } = standing;
    return { kind: "account", uid, plan, lowCreditThreshold, channel };
  }

  return withStorageErrors<Callers>({
    async identify({ apiKey, userToken, address, origin, endpoint }) {
      if (apiKey !== undefined && userToken !== undefined) {
        throw new PlatformError("BothCredentials", "A request carries an API key or a user token, not both");
      }
      if (apiKey !== undefined) {
        const found = await findKey(apiKey);
        const caller = admit(found, "api");
        const { id, monthlyLimit, ...allowed } = found!.key;
        requireAllowed(allowed, origin, endpoint);
        return { ...caller, key: { id, monthlyLimit } };
      }
      if (userToken !== undefined) return admit(await findSession(userToken), "app");
      return { kind: "anonymous", address };
    },
  });
}

/** Browsers tell the origin of a page by themselves; a program may name any, so this holds for pages only. */
function requireAllowed(
  { allowedOrigins, allowedEndpoints }: Omit<KeyLimits, "monthlyLimit">,
  origin: string | undefined,
  endpoint: string,
): void {
  if (allowedOrigins && !allowedOrigins.some((allowed) => allowed === origin)) {
    throw new PlatformError("KeyNotAllowed", "The API key may not be used from this origin");
  }
  const opens = (path: string) => endpoint === path || endpoint.startsWith(`${path}/`);
  if (allowedEndpoints && !allowedEndpoints.some(opens)) {
    throw new PlatformError("KeyNotAllowed", "The API key may not be used for this endpoint");
  }
}
