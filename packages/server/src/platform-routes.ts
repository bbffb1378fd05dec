import type { Platform } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import { serveAuth } from "./account-api/auth-routes.ts";
import { serveAccount } from "./account-api/serve.ts";
import { serveAdmin } from "./admin-api/serve.ts";
import type { Access } from "./cutout/access.ts";
import { serveMembership } from "./dialects/rembg-com/membership.ts";
import { serveStripeWebhook } from "./stripe/webhook.ts";

export interface PlatformRouteOptions {
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
  /** Unset: there is no admin API. */
  adminToken: string | undefined;
}

/** What the platform answers itself: accounts, usage, administration, billing. To be called before listening. */
export function servePlatform(
  http: FastifyInstance,
  platform: Platform,
  options: PlatformRouteOptions,
): void {
  const { accounts, billing } = platform;
  serveMembership(http, accessOf(platform), platform.usage);
  serveAuth(http, (request, address) => accounts.handler(request, address), options.publicUrl);
  serveAccount(http, { ...platform, publicUrl: options.publicUrl });
  serveAdmin(http, platform, options.adminToken);
  serveStripeWebhook(http, billing);
}

export function accessOf({ callers, admission }: Platform): Access {
  return { ...callers, ...admission };
}
