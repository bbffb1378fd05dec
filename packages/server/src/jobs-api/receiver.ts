import { isSecret } from "@alphacut/platform";
import { InvalidRequest } from "../http/failure.ts";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import { FetchFailure } from "../http/guarded-fetch/fetch-failure.ts";
import { lookupAll, parseTarget, resolveTarget } from "../http/guarded-fetch/resolve-target.ts";

/**
 * Refuses an address that no message will ever reach. One whose name is not known yet may be known tomorrow.
 *
 * @throws InvalidRequest
 */
export async function requireReceiver(url: string, field: string, allow: AllowList): Promise<void> {
  try {
    await resolveTarget(parseTarget(url), allow, lookupAll);
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    if (error.code === "DownloadFailed") return;
    throw new InvalidRequest([{ field, message: `'${field}': ${error.message}`, code: error.code }]);
  }
}

/** @throws InvalidRequest */
export function requireSecret(secret: string | undefined, field: string): void {
  if (secret === undefined || isSecret(secret)) return;
  const message = `'${field}' must be 'whsec_' and 24 to 64 random bytes in base64`;
  throw new InvalidRequest([{ field, message }]);
}
