import type { Platform } from "@alphacut/platform";
import type { FastifyInstance } from "fastify";
import type { SiteSettings } from "./account-api/public-routes.ts";
import { serveAccount } from "./account-api/serve.ts";
import { serveAdmin } from "./admin-api/serve.ts";
import type { StatusServices } from "./admin-api/status.ts";
import type { Access } from "./cutout/access.ts";
import type { CutoutServices } from "./cutout-routes/cutout-route.ts";
import { serveMembership } from "./dialects/rembg-com/membership.ts";
import { serveRemoveBgAccount } from "./dialects/remove-bg/account.ts";
import { serveEditor } from "./editor/serve.ts";
import { createTickets } from "./editor/ticket.ts";
import { logRequests } from "./http/noted-caller.ts";
import { createLinks } from "./jobs-api/links.ts";
import { serveJobs } from "./jobs-api/serve.ts";
import type { JobApiServices } from "./jobs-api/services.ts";
import { watchPlatform } from "./operations/platform-metrics.ts";
import { serveSignIn } from "./sign-in/serve.ts";
import { serveStripeWebhook } from "./stripe/webhook.ts";

export interface PlatformRouteOptions extends SiteSettings {
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
  /** Opens the admin API; unset: only the session of an administrator does. */
  adminToken: string | undefined;
}

export interface PlatformRouteServices {
  platform: Platform;
  cutouts: CutoutServices;
  status: StatusServices;
  /** How jobs are understood, and who is to be woken for them. */
  jobs: Pick<JobApiServices, "decodeRecipe" | "wake">;
}

/** Everything that knows of people: accounts, usage, administration, billing, the editor. To be called before listening. */
export function servePlatform(
  http: FastifyInstance,
  { platform, cutouts, status, jobs }: PlatformRouteServices,
  options: PlatformRouteOptions,
): void {
  const { publicUrl } = options;
  logRequests(http, platform.requests);
  const tickets = createTickets(platform.signingKey("editor tickets"));
  watchPlatform(cutouts.metrics, platform, status);
  serveMembership(http, cutouts.access, platform.usage);
  serveRemoveBgAccount(http, {
    access: cutouts.access,
    usage: platform.usage,
    testImages: platform.testImages,
  });
  serveSignIn(http, (request, address) => platform.accounts.handler(request, address), publicUrl);
  serveAccount(http, { ...platform, publicUrl }, options);
  serveAdmin(http, { ...platform, ...status, publicUrl }, options);
  serveStripeWebhook(http, platform.billing);
  serveEditor(http, { ...cutouts, platform, publicUrl, tickets });
  if (!platform.jobs) return;
  serveJobs(http, {
    ...jobs,
    jobs: platform.jobs,
    access: cutouts.access,
    accounts: platform.accounts,
    plans: platform.plans,
    links: createLinks(platform.signingKey("job results"), publicUrl),
    fetchAllow: cutouts.fetchAllow,
    publicUrl,
    timeouts: cutouts.timeouts,
  });
}

export function accessOf({ callers, admission, testImages }: Platform): Access {
  return { ...callers, ...admission, ...testImages };
}
