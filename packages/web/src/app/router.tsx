import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { accountQuery } from "../api/account.ts";
import { Editor } from "../editor/Editor.tsx";
import { Crashed, Loading, NotFound } from "./Fallbacks.tsx";
import { REFERENCE_PATH } from "./paths.ts";
import { queryClient } from "./query-client.ts";
import { Shell } from "./Shell.tsx";

const root = createRootRoute({ component: Shell });

const editor = createRoute({ getParentRoute: () => root, path: "/", component: Editor });

const reference = createRoute({
  getParentRoute: () => root,
  path: REFERENCE_PATH,
  component: lazyRouteComponent(() => import("../reference/Reference.tsx"), "Reference"),
});

/** Who is signed in already has nothing to do on these pages. */
async function onlySignedOut() {
  const account = await queryClient.ensureQueryData(accountQuery).catch(() => null);
  if (account) throw redirect({ to: "/dashboard" });
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) => ({
    ...(typeof search.next === "string" && { next: search.next }),
    ...(search.verified === true && { verified: true }),
    ...(typeof search.error === "string" && { error: search.error }),
  }),
  beforeLoad: onlySignedOut,
  component: lazyRouteComponent(() => import("../account/SignIn.tsx"), "SignIn"),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  beforeLoad: onlySignedOut,
  component: lazyRouteComponent(() => import("../account/SignUp.tsx"), "SignUp"),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("../account/ForgotPassword.tsx"), "ForgotPassword"),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  validateSearch: (search: Record<string, unknown>) => ({
    ...(typeof search.token === "string" && { token: search.token }),
  }),
  component: lazyRouteComponent(() => import("../account/ResetPassword.tsx"), "ResetPassword"),
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/dashboard",
  beforeLoad: async ({ location }) => {
    const account = await queryClient.ensureQueryData(accountQuery);
    if (!account) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  component: lazyRouteComponent(() => import("../dashboard/Dashboard.tsx"), "Dashboard"),
});
const usage = createRoute({
  getParentRoute: () => dashboard,
  path: "/",
  component: lazyRouteComponent(() => import("../dashboard/usage/UsagePage.tsx"), "UsagePage"),
});
const keys = createRoute({
  getParentRoute: () => dashboard,
  path: "/keys",
  component: lazyRouteComponent(() => import("../dashboard/keys/KeysPage.tsx"), "KeysPage"),
});
const jobs = createRoute({
  getParentRoute: () => dashboard,
  path: "/jobs",
  component: lazyRouteComponent(() => import("../dashboard/jobs/JobsPage.tsx"), "JobsPage"),
});
const requests = createRoute({
  getParentRoute: () => dashboard,
  path: "/requests",
  component: lazyRouteComponent(() => import("../dashboard/requests/RequestsPage.tsx"), "RequestsPage"),
});
const billing = createRoute({
  getParentRoute: () => dashboard,
  path: "/billing",
  // Stripe sends people back here.
  validateSearch: (search: Record<string, unknown>) => ({
    ...(search.checkout === "done" && { checkout: "done" as const }),
  }),
  component: lazyRouteComponent(() => import("../dashboard/BillingPage.tsx"), "BillingPage"),
});
const profile = createRoute({
  getParentRoute: () => dashboard,
  path: "/profile",
  component: lazyRouteComponent(() => import("../dashboard/profile/ProfilePage.tsx"), "ProfilePage"),
});

const admin = createRoute({
  getParentRoute: () => dashboard,
  id: "admin",
  beforeLoad: async () => {
    const account = await queryClient.ensureQueryData(accountQuery);
    if (account?.role !== "admin") throw redirect({ to: "/dashboard" });
  },
});
const users = createRoute({
  getParentRoute: () => admin,
  path: "/admin/users",
  component: lazyRouteComponent(() => import("../admin/UsersPage.tsx"), "UsersPage"),
});
const audit = createRoute({
  getParentRoute: () => admin,
  path: "/admin/audit",
  validateSearch: (search: Record<string, unknown>) => ({
    ...(typeof search.uid === "string" && { uid: search.uid }),
  }),
  component: lazyRouteComponent(() => import("../admin/AuditPage.tsx"), "AuditPage"),
});
const system = createRoute({
  getParentRoute: () => admin,
  path: "/admin/system",
  component: lazyRouteComponent(() => import("../admin/SystemPage.tsx"), "SystemPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    editor,
    reference,
    signIn,
    signUp,
    forgotPassword,
    resetPassword,
    dashboard.addChildren([
      usage,
      jobs,
      keys,
      requests,
      billing,
      profile,
      admin.addChildren([users, audit, system]),
    ]),
  ]),
  defaultPreload: "intent",
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Crashed,
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
