import type { FindSession } from "../accounts/find-session.ts";
import type { Standing } from "../accounts/standing.ts";
import type { Channel } from "../credits/ledger.ts";
import { PlatformError } from "../errors.ts";
import type { FindKey } from "../keys/find-key.ts";
import type { Plan, PlanCatalog } from "../plans/catalog.ts";
import { withStorageErrors } from "../storage/unavailable.ts";

export type AccountCaller = {
  kind: "account";
  uid: string;
  plan: Plan;
  channel: Channel;
  /** Of the API key; undefined = signed in without one. */
  keyId?: string;
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
};

export type Callers = {
  /**
   * Who calls. One indexed look-up that is never cached: a key that was revoked or an account that was suspended stops
   * with the next request, in every process.
   *
   * @throws PlatformError `BothCredentials`; `InvalidCredentials`, with the same words for an unknown, revoked or
   *   expired key or token; `AccountSuspended`; `EmailNotVerified`; `StorageUnavailable`
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
    return { kind: "account", uid: standing.uid, plan, channel };
  }

  return withStorageErrors<Callers>({
    async identify({ apiKey, userToken, address }) {
      if (apiKey !== undefined && userToken !== undefined) {
        throw new PlatformError("BothCredentials", "A request carries an API key or a user token, not both");
      }
      if (apiKey !== undefined) {
        const found = await findKey(apiKey);
        return { ...admit(found, "api"), keyId: found!.keyId };
      }
      if (userToken !== undefined) return admit(await findSession(userToken), "app");
      return { kind: "anonymous", address };
    },
  });
}
