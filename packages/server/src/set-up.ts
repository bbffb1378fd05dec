import type { SetUp } from "./admin-api/status.ts";
import type { Config } from "./config.ts";

/** What of the configuration an operator should know to be there or not. */
export function setUpOf(config: Config): SetUp {
  const { databaseUrl, redisUrl, smtpUrl, stripe, plansFile, files, google, github, adminToken } = config;
  const { termsUrl, privacyUrl, imprintUrl } = config;
  return {
    database: databaseUrl === undefined ? "embedded" : "postgresql",
    redis: redisUrl !== undefined,
    mail: smtpUrl !== undefined,
    billing: stripe !== undefined,
    plans: plansFile !== undefined,
    files: files === undefined ? "off" : "s3" in files ? "s3" : "folder",
    signIn: [...(google ? ["google" as const] : []), ...(github ? ["github" as const] : [])],
    adminToken: adminToken !== undefined,
    https: config.publicUrl.startsWith("https:"),
    links: [termsUrl, privacyUrl, imprintUrl].every((link) => link !== undefined),
  };
}
