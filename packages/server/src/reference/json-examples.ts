import { TOO_MANY_PRESETS } from "../account-api/presets.ts";
import { OWN_ACCOUNT } from "../admin-api/users.ts";
import type { RouteExamples } from "./json-operations.ts";

const key = {
  id: "k_5hQ2v8",
  name: "shop",
  prefix: "ac_Qm3v",
  lastFour: "t9Zw",
  createdAt: "2026-03-01T09:30:00.000Z",
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: "2026-03-15T12:00:00.000Z",
  monthlyLimit: 500,
  allowedOrigins: ["https://shop.example"],
  allowedEndpoints: ["/rmbg"],
};
const listedKey = { ...key, usedThisMonth: 120 };
const newKeyBody = {
  name: key.name,
  monthlyLimit: 500,
  allowedOrigins: key.allowedOrigins,
  allowedEndpoints: key.allowedEndpoints,
};
const newKey = { ...key, lastUsedAt: null, key: "ac_Qm3vXw4Jk8Rb1yTn6Zs0Lc7Vd2Hf5Pg9t9Zw" };
const preset = {
  name: "My shop",
  settings: { format: "jpeg", canvas: { on: true, width: 2000, height: 2000, padding: 8 } },
  savedAt: "2026-03-15T12:00:00.000Z",
};
const user = {
  uid: "u_8dK1s0",
  email: "ada@example.com",
  name: "Ada",
  plan: "Pro",
  role: "user",
  prepaidCredits: 500,
  emailVerified: true,
  suspended: false,
  language: "en",
  createdAt: "2026-03-01T09:00:00.000Z",
  lastSeenAt: "2026-03-15T12:00:00.000Z",
  usedThisMonth: 360,
  creditsLeft: 1140,
};
const traffic = { requests: 480, failed: 0, medianMs: 410, p95Ms: 1350 };
const accountExport = {
  exportedAt: "2026-03-15T12:00:00.000Z",
  account: [{ id: user.uid, email: user.email, plan: user.plan }],
  keys: [{ id: key.id, name: key.name }],
  requests: [],
};
const planForSale = {
  label: "Pro",
  includedCredits: 1000,
  requestsPerMinute: 60,
  purchasable: true,
  price: { amount: 1900, currency: "eur", interval: { unit: "month", count: 1 } },
};
const profile = {
  uid: user.uid,
  email: user.email,
  name: user.name,
  emailVerified: true,
  language: "en",
  role: "user",
  plan: { label: "Pro", includedCredits: 1000, requestsPerMinute: 60 },
  credits: { included: 1000, remainingIncluded: 640, prepaid: 500 },
  lowCredits: { threshold: null, mailAt: 100 },
  createdAt: user.createdAt,
};
const window = { periodStartUnix: 1774268612, periodEndUnix: 1776947012, appUsage: 120, apiUsage: 880 };

/** The answers of `GET /api/membership-usage`: the usual one, and the list of billing windows. */
export const membershipExamples = {
  usage: {
    membership: "Premium-20000",
    credits: 18500,
    prepaidCredits: 2000,
    app_usage: 8500,
    api_usage: 10000,
    billingCycle: {
      periodStartUnix: 1740441600,
      periodEndUnix: 1743033599,
      appUsage: 4200,
      apiUsage: 5100,
      includedCredits: 18500,
      prepaidCredits: 2000,
      usedIncludedCredits: 9300,
      remainingIncludedCredits: 9200,
      stripeBillingSynced: true,
    },
  },
  windows: { billingCycles: [window] },
};

/** Examples of what everybody may ask. */
export const publicExamples: Readonly<Record<string, RouteExamples>> = {
  "GET /api/site": {
    answer: {
      name: "Alphacut",
      links: { privacy: "https://example.com/privacy" },
      languages: ["en", "th", "tr", "de", "ko"],
      socialProviders: ["github"],
      billing: true,
      anonymousDaily: 25,
      onDevice: true,
      support: { email: "help@example.com" },
      limits: { maxBytes: 52428800, maxSide: 10000 },
    },
  },
  "GET /api/site/prices": {
    answer: {
      account: { label: "Basic", includedCredits: 100, requestsPerMinute: 10 },
      plans: [planForSale],
      packs: [{ id: "500", credits: 500, price: { amount: 1200, currency: "eur" } }],
    },
  },
  "GET /api/account/anonymous": { answer: { limit: 25, remaining: 21, resetUnix: 1774310400 } },
};

/** What the sign-in library refuses in the account API. */
const passwordRefusals = ["invalid_password", "credential_account_not_found"] as const;
export type AccountRefusal = (typeof passwordRefusals)[number];

/** Examples of the account API. */
export const accountExamples: Readonly<Record<string, RouteExamples>> = {
  "GET /api/account": { answer: profile },
  "PATCH /api/account": { body: { name: "Ada", language: "en" }, answer: profile },
  "GET /api/account/export": { answer: accountExport },
  "DELETE /api/account": {
    errors: ["RateLimited"],
    refusals: passwordRefusals,
    body: { password: "correct horse battery" },
  },
  "GET /api/account/keys": { answer: { keys: [listedKey] } },
  "POST /api/account/keys": { errors: ["TooManyKeys"], body: newKeyBody, answer: newKey },
  "PATCH /api/account/keys/:id": { body: { monthlyLimit: 500 }, answer: key },
  "POST /api/account/keys/:id/rotate": { answer: newKey },
  "GET /api/account/usage": { answer: { days: [{ date: "2026-03-15", app: 4, api: 120 }] } },
  "GET /api/account/requests": {
    answer: {
      requests: [
        {
          at: "2026-03-15T12:00:00.000Z",
          keyId: key.id,
          keyName: key.name,
          endpoint: "POST /rmbg",
          status: 200,
          ms: 412,
          credits: 1,
          requestId: "3f1c8a52-6f0e-4d52-9b0f-6a4f5d0b7c11",
        },
      ],
      next: "4711",
    },
  },
  "GET /api/account/presets": { answer: { presets: [preset] } },
  "POST /api/account/presets": {
    body: { name: preset.name, settings: preset.settings },
    answer: preset,
    refused: { TooManyPresets: [TOO_MANY_PRESETS] },
  },
  "GET /api/account/requests/by-key": { answer: { keys: [{ keyId: key.id, requests: 130, credits: 120 }] } },
  "GET /api/account/membership": {
    answer: { ...membershipExamples.usage, ...membershipExamples.windows },
  },
  "GET /api/account/billing": {
    answer: {
      enabled: true,
      plans: [planForSale],
      packs: [{ id: "500", credits: 500, price: { amount: 900, currency: "eur" } }],
      hasCustomer: true,
    },
  },
  "POST /api/account/billing/checkout": {
    errors: ["BillingOff", "BillingUnavailable", "NotFound"],
    body: { plan: "Pro" },
    answer: { url: "https://checkout.stripe.com/c/pay/cs_test_a1" },
  },
  "POST /api/account/billing/portal": {
    errors: ["BillingOff", "BillingUnavailable", "NotFound"],
    answer: { url: "https://billing.stripe.com/p/session/test_YWNj" },
  },
};

/** Examples of the admin API. */
export const adminExamples: Readonly<Record<string, RouteExamples>> = {
  "POST /api/admin/users": {
    errors: ["EmailTaken"],
    body: { email: "ada@example.com", emailVerified: true, plan: "Pro", prepaidCredits: 500 },
    answer: user,
  },
  "GET /api/admin/users": {
    answer: { users: [user], nextCursor: "MjAyNi0wMy0wMVQwOTowMDowMC4wMDAwMDBaIHVfOGRLMXMw" },
  },
  "PATCH /api/admin/users/:uid": {
    refused: { OwnAccount: [OWN_ACCOUNT] },
    body: {
      plan: "Ultra",
      billingPeriod: { startUnix: 1740441600, endUnix: 1743033599 },
      reason: "Ordered by mail",
    },
    answer: { ...user, plan: "Ultra" },
  },
  "POST /api/admin/users/:uid/reset-password": {
    body: { reason: "Asked for it by phone" },
    answer: { link: "https://cut.example.com/api/auth/reset-password/Qm3vXw4Jk8" },
  },
  "DELETE /api/admin/users/:uid": {
    refused: { OwnAccount: [OWN_ACCOUNT] },
    errors: ["BillingUnavailable"],
    body: { email: user.email, reason: "Asked for it" },
  },
  "GET /api/admin/users/:uid/export": { answer: accountExport },
  "GET /api/admin/overview": {
    answer: {
      totals: {
        accounts: 42,
        newAccounts: 3,
        suspendedAccounts: 1,
        keys: 57,
        imagesThisMonth: { app: 1200, api: 8800 },
      },
      lastDay: traffic,
      hours: [{ hour: "2026-03-15T11:00:00.000Z", ...traffic, requests: 20 }],
    },
  },
  "POST /api/admin/mail/test": {
    body: { to: "ada@example.com" },
    answer: { sent: false, transport: "smtp", problem: "connect ECONNREFUSED 127.0.0.1:25" },
  },
  "POST /api/admin/users/:uid/keys": {
    errors: ["TooManyKeys"],
    body: { name: "shop", expiresAt: "2027-01-01T00:00:00Z" },
    answer: { id: newKey.id, key: newKey.key, name: newKey.name, prefix: newKey.prefix },
  },
  "GET /api/admin/users/:uid/keys": { answer: { keys: [listedKey] } },
  "GET /api/admin/audit": {
    answer: {
      entries: [
        {
          id: "4711",
          at: "2026-03-15T12:00:00.000Z",
          actor: "boss@example.com",
          action: "account.changed",
          uid: user.uid,
          email: user.email,
          before: { plan: "Pro" },
          after: { plan: "Ultra" },
          reason: "Ordered by mail",
        },
      ],
      next: "4711",
    },
  },
  "GET /api/admin/status": {
    answer: {
      version: "0.1.0",
      uptimeSeconds: 86400,
      engine: {
        ready: true,
        model: "isnet",
        precision: { precision: "int8", reason: "trial", trial: { agreement: 0.998, speedup: 4.2 } },
        threads: 2,
        working: 1,
        waiting: 0,
        workers: 1,
        devices: ["cpu"],
      },
      storage: { database: "ok", redis: "off" },
      mail: { transport: "smtp", waiting: 0, failures: 0 },
      setUp: {
        database: "embedded",
        redis: false,
        mail: true,
        billing: false,
        plans: false,
        files: "folder",
        signIn: [],
        adminToken: true,
        https: true,
        links: true,
      },
      recentErrors: [],
    },
  },
  "GET /api/admin/backup": {
    refused: { InvalidInput: [{ field: "", message: "A backup needs the admin token" }] },
  },
  "POST /api/admin/usage/rebuild": { answer: { accounts: 42 } },
};
