import type { Account, Platform } from "@alphacut/platform";
import type { JsonRoute } from "../http/json-routes.ts";
import type { StatusServices } from "./status.ts";

/** What the admin API uses. */
export type AdminServices = StatusServices & {
  /** Where people reach the server. */ publicUrl: string;
} & Pick<
    Platform,
    | "accounts"
    | "keys"
    | "administration"
    | "audit"
    | "rebuildCredits"
    | "usage"
    | "plans"
    | "mailStatus"
    | "testMail"
    | "requests"
    | "totals"
    | "backUp"
  >;

/** An account with the admin role, or undefined: whoever has the admin token. */
export type Operator = Account | undefined;

export type AdminRoute = JsonRoute<Operator>;
