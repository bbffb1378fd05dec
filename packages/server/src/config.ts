import { isIP } from "node:net";
import { resolve } from "node:path";
import {
  DEVICES,
  type DeviceSetting,
  type MemorySetting,
  offeredDevices,
  type PrecisionSetting,
} from "@alphacut/engine";
import type { FilePlace } from "@alphacut/platform";
import { parseFilePlace } from "@alphacut/platform/basics";
import { z } from "zod";
import { type AllowList, parseAllowList } from "./http/guarded-fetch/allow-list.ts";

/** Every bad variable of one start, one line each: name, what it got, what it takes. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * A variable: its schema turns the text of the environment into a value. `takes` is shown when the text is bad and in
 * the reference of the settings; a `secret` is masked wherever settings are printed.
 */
function variable<T extends z.ZodType>(schema: T, takes: string, options: { secret?: boolean } = {}): T {
  return schema.meta({ takes, secret: options.secret ?? false }) as T;
}

const integerText = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));

const urlWithProtocol = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const isAddressOrRange = (text: string) => {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

/** Fastify's `trustProxy`: `false`, a number of hops, or addresses and ranges. */
const proxyTrust = z.string().transform((text, context): false | number | string[] => {
  if (text === "off") return false;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  const addresses = text.split(",").map((part) => part.trim());
  if (addresses.every(isAddressOrRange)) return addresses;
  context.addIssue({ code: "custom" });
  return z.NEVER;
});

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

/** `*`, or origins of pages. */
const corsOrigins = z.string().transform((text, context): "*" | string[] => {
  if (text.trim() === "*") return "*";
  const origins = text.split(",").map((origin) => origin.trim().replace(/\/$/, ""));
  if (origins.every(isOrigin)) return origins;
  context.addIssue({ code: "custom" });
  return z.NEVER;
});

const anonymousDaily = z.union([z.literal("unlimited"), integerText(0, 1_000_000_000)]);

const fetchAllow = z.string().transform((text, context) => {
  const list = parseAllowList(text);
  if (list) return list;
  context.addIssue({ code: "custom" });
  return z.NEVER;
});

/** All variables that the product reads. The order is the order of the printed settings. */
const variables = z.object({
  HOST: variable(z.string().default("127.0.0.1"), "a host name or an address to listen on"),
  PORT: variable(integerText(0, 65535).default(8080), "a port, 0 to 65535 (0: any free one)"),
  PUBLIC_URL: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address that users reach, such as https://cut.example.com",
  ),
  TRUST_PROXY: variable(
    proxyTrust.default(false),
    "off, a number of proxies, or their addresses (10.0.0.1,192.168.0.0/16)",
  ),
  ALPHACUT_DATA_DIR: variable(z.string().default("./data"), "a folder"),
  DATABASE_URL: variable(
    urlWithProtocol("postgres:", "postgresql:").optional(),
    "a PostgreSQL address: postgres://user:password@host:5432/name",
    { secret: true },
  ),
  REDIS_URL: variable(urlWithProtocol("redis:", "rediss:").optional(), "a Redis address: redis://host:6379", {
    secret: true,
  }),
  SMTP_URL: variable(
    urlWithProtocol("smtp:", "smtps:").optional(),
    "a mail server: smtp://user:password@host:587",
    { secret: true },
  ),
  MAIL_FROM: variable(
    z.string().regex(/\S@\S/).optional(),
    "a sender, such as Alphacut <noreply@example.com>",
  ),
  STRIPE_SECRET_KEY: variable(
    z
      .string()
      .regex(/^(sk|rk)_/)
      .optional(),
    "a Stripe secret key: sk_… or rk_…",
    { secret: true },
  ),
  STRIPE_WEBHOOK_SECRET: variable(
    z
      .string()
      .regex(/^whsec_/)
      .optional(),
    "a Stripe webhook secret: whsec_…",
    { secret: true },
  ),
  GOOGLE_CLIENT_ID: variable(z.string().optional(), "the client id of a Google sign-in"),
  GOOGLE_CLIENT_SECRET: variable(z.string().optional(), "its secret", { secret: true }),
  GITHUB_CLIENT_ID: variable(z.string().optional(), "the client id of a GitHub sign-in"),
  GITHUB_CLIENT_SECRET: variable(z.string().optional(), "its secret", { secret: true }),
  ALPHACUT_PLANS: variable(z.string().optional(), "the path of a JSON plan catalog"),
  ALPHACUT_SUPPORT_URL: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address of a page where users get help",
  ),
  ALPHACUT_SUPPORT_EMAIL: variable(z.email().optional(), "an e-mail address where users get help"),
  ALPHACUT_SITE_NAME: variable(
    z
      .string()
      .trim()
      .regex(/^[^\p{C}<>"]{1,40}$/u)
      .default("Alphacut"),
    "a name of 1 to 40 characters without quotes and angle brackets",
  ),
  ALPHACUT_SITE_LOGO: variable(z.string().optional(), "the path of an SVG, PNG or WebP file, 256 kB at most"),
  ALPHACUT_TERMS_URL: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address of your terms of use",
  ),
  ALPHACUT_PRIVACY_URL: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address of your privacy policy",
  ),
  ALPHACUT_IMPRINT_URL: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address of your imprint",
  ),
  ALPHACUT_ADMIN_TOKEN: variable(z.string().min(16).optional(), "a token of 16 characters or more", {
    secret: true,
  }),
  ALPHACUT_METRICS_TOKEN: variable(z.string().min(16).optional(), "a token of 16 characters or more", {
    secret: true,
  }),
  ALPHACUT_AUTH_SECRET: variable(z.string().min(32).optional(), "a secret of 32 characters or more", {
    secret: true,
  }),
  ALPHACUT_MODEL: variable(z.string().regex(/^\S+$/).default("isnet"), "the name of a model"),
  ALPHACUT_MODELS_DIR: variable(z.string().optional(), "a folder"),
  ALPHACUT_PRECISION: variable(
    z.enum(["auto", "int8", "float32"]).default("auto"),
    "auto (a trial on this machine decides), int8 or float32",
  ),
  ALPHACUT_DEVICE: variable(
    z.enum(["auto", ...DEVICES]).default("auto"),
    "auto, cpu, cuda, directml, coreml or webgpu",
  ),
  ALPHACUT_MEMORY: variable(
    z.enum(["auto", "small", "normal"]).default("auto"),
    "auto (small where there is less than 1.5 GB), small or normal",
  ),
  ALPHACUT_THREADS: variable(integerText(1, 1024).optional(), "a number of threads, 1 or more"),
  ALPHACUT_QUEUE_LIMIT: variable(
    integerText(0, 100_000).default(32),
    "a number of waiting images, 0 or more",
  ),
  ALPHACUT_MASK_CACHE_MB: variable(integerText(0, 1_000_000).default(256), "a number of megabytes (0: off)"),
  ALPHACUT_ANONYMOUS_DAILY: variable(
    anonymousDaily.default(25),
    "a number of images a day (0: keys only), or unlimited",
  ),
  ALPHACUT_FETCH_ALLOW: variable(
    fetchAllow.default([]),
    "hosts, host:ports, addresses or CIDR ranges with commas between them",
  ),
  ALPHACUT_STORAGE: variable(
    z
      .string()
      .refine((text) => text === "off" || parseFilePlace(text) !== undefined)
      .optional(),
    "a folder, s3://bucket/prefix (also with ?region=…&path-style=true&encryption=AES256), or off (no jobs)",
  ),
  ALPHACUT_STORAGE_MB: variable(
    integerText(0, 1_000_000_000).default(10_240),
    "a number of megabytes for the files of all jobs together (0: no limit)",
  ),
  ALPHACUT_S3_ENDPOINT: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address of a server that speaks S3's API, other than Amazon's",
  ),
  ALPHACUT_CORS_ORIGINS: variable(
    corsOrigins.default([]),
    "origins whose pages may call the API, such as https://shop.example,https://example.com, or *",
  ),
  ALPHACUT_MODEL_SUBSTITUTE: variable(
    z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"] }).default(false),
    "true or false",
  ),
  ALPHACUT_ON_DEVICE: variable(
    z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"] }).default(true),
    "true or false",
  ),
  ALPHACUT_ROLE: variable(
    z.enum(["all", "api", "worker"]).default("all"),
    "all (one process does everything), api (no model; workers run it) or worker (models only)",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    urlWithProtocol("http:", "https:").optional(),
    "the http(s) address of an OpenTelemetry collector, such as http://127.0.0.1:4318",
  ),
  LOG_LEVEL: variable(
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    "fatal, error, warn, info, debug, trace or silent",
  ),
});

export type VariableName = keyof typeof variables.shape;

/** What one of the big sites gave this installation, so that its users can sign in with their account there. */
export interface SocialProvider {
  clientId: string;
  clientSecret: string;
}

/** The settings of one start, validated. Paths are absolute, sizes in bytes. */
export interface Config {
  role: "all" | "api" | "worker";
  host: string;
  port: number;
  /** Without a last slash. */
  publicUrl: string;
  trustProxy: false | number | string[];
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  stripe: { secretKey: string; webhookSecret: string } | undefined;
  google: SocialProvider | undefined;
  github: SocialProvider | undefined;
  plansFile: string | undefined;
  supportUrl: string | undefined;
  supportEmail: string | undefined;
  /** What pages and mails call the product. */
  siteName: string;
  /** A file. */
  siteLogo: string | undefined;
  termsUrl: string | undefined;
  privacyUrl: string | undefined;
  imprintUrl: string | undefined;
  adminToken: string | undefined;
  /** Opens `/metrics` from everywhere. */
  metricsToken: string | undefined;
  authSecret: string | undefined;
  model: string;
  modelsDir: string;
  precision: PrecisionSetting;
  device: DeviceSetting;
  memory: MemorySetting;
  threads: number | undefined;
  queueLimit: number;
  maskCacheBytes: number;
  /** Images a UTC day and address; 0: keys only. */
  anonymousDaily: number | "unlimited";
  /** Whether the default model works for a rembg client that names one that is not installed. */
  substituteModel: boolean;
  /** Whether the editor may cut out in the visitor's browser, without an upload and for no credit. */
  onDevice: boolean;
  /** What pictures by address may be fetched from although it is not public. */
  fetchAllow: AllowList;
  corsOrigins: "*" | string[];
  /** Where jobs keep their files; undefined: there are no jobs. */
  files: FilePlace | undefined;
  /** Of all of them; undefined: no limit but the plans'. */
  filesMaxBytes: number | undefined;
  /** Where traces go, over OTLP; undefined: nowhere. */
  tracesEndpoint: string | undefined;
  logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings. An empty variable counts as unset.
 *
 * @throws ConfigError with one line for every bad variable
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text !== ""));
  const parsed = variables.safeParse(given);
  const problems = parsed.success ? [] : describeProblems(parsed.error, given);
  for (const pair of PAIRS) {
    const missing = pair.filter((name) => given[name] === undefined);
    if (missing.length === 1) problems.push(`${missing[0]}: not set; ${pair.join(" and ")} belong together`);
  }
  if (parsed.success) {
    problems.push(...roleProblems(parsed.data.ALPHACUT_ROLE, given), ...deviceProblems(parsed.data));
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** A worker looks at strangers' pictures and has no use for these. */
const NOT_FOR_WORKERS = [
  "DATABASE_URL",
  "SMTP_URL",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "GOOGLE_CLIENT_SECRET",
  "GITHUB_CLIENT_SECRET",
  "ALPHACUT_ADMIN_TOKEN",
  "ALPHACUT_AUTH_SECRET",
] as const satisfies readonly VariableName[];

function roleProblems(role: Config["role"], given: Environment): string[] {
  if (role === "all") return [];
  const redis =
    given.REDIS_URL === undefined
      ? [`REDIS_URL: not set; with ALPHACUT_ROLE=${role} it names the Redis where API nodes and workers meet`]
      : [];
  const secrets = role === "worker" ? NOT_FOR_WORKERS.filter((name) => given[name] !== undefined) : [];
  return [
    ...redis,
    ...secrets.map((name) => `${name}: set, but a worker must not know it; take it out of its environment`),
  ];
}

function deviceProblems({
  ALPHACUT_DEVICE: device,
  ALPHACUT_PRECISION: precision,
}: z.infer<typeof variables>): string[] {
  const offered = offeredDevices();
  if (device !== "auto" && !offered.includes(device))
    return [
      `ALPHACUT_DEVICE: got "${device}", which ONNX Runtime does not offer on ${process.platform}-${process.arch}; takes auto, ${offered.join(", ")}`,
    ];
  if (device !== "auto" && device !== "cpu" && precision === "int8")
    return [
      `ALPHACUT_PRECISION: got "int8", which is for processors; with ALPHACUT_DEVICE=${device} it takes auto or float32`,
    ];
  return [];
}

/** Both or none. */
const PAIRS: readonly [VariableName, VariableName][] = [
  ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"],
  ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
];

function socialProvider(clientId: string | undefined, clientSecret: string | undefined) {
  return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined;
}

function toConfig(values: z.infer<typeof variables>): Config {
  const dataDir = resolve(values.ALPHACUT_DATA_DIR);
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values;
  return {
    role: values.ALPHACUT_ROLE,
    host: values.HOST,
    port: values.PORT,
    publicUrl: (values.PUBLIC_URL ?? localUrl(values.HOST, values.PORT)).replace(/\/+$/, ""),
    trustProxy: values.TRUST_PROXY,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? `"${values.ALPHACUT_SITE_NAME}" <alphacut@localhost>`,
    stripe: secretKey && webhookSecret ? { secretKey, webhookSecret } : undefined,
    google: socialProvider(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET),
    github: socialProvider(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET),
    plansFile: values.ALPHACUT_PLANS && resolve(values.ALPHACUT_PLANS),
    supportUrl: values.ALPHACUT_SUPPORT_URL,
    supportEmail: values.ALPHACUT_SUPPORT_EMAIL,
    siteName: values.ALPHACUT_SITE_NAME,
    siteLogo: values.ALPHACUT_SITE_LOGO && resolve(values.ALPHACUT_SITE_LOGO),
    termsUrl: values.ALPHACUT_TERMS_URL,
    privacyUrl: values.ALPHACUT_PRIVACY_URL,
    imprintUrl: values.ALPHACUT_IMPRINT_URL,
    adminToken: values.ALPHACUT_ADMIN_TOKEN,
    metricsToken: values.ALPHACUT_METRICS_TOKEN,
    authSecret: values.ALPHACUT_AUTH_SECRET,
    model: values.ALPHACUT_MODEL,
    modelsDir: resolve(values.ALPHACUT_MODELS_DIR ?? `${dataDir}/models`),
    precision: values.ALPHACUT_PRECISION,
    device: values.ALPHACUT_DEVICE,
    memory: values.ALPHACUT_MEMORY,
    threads: values.ALPHACUT_THREADS,
    queueLimit: values.ALPHACUT_QUEUE_LIMIT,
    maskCacheBytes: values.ALPHACUT_MASK_CACHE_MB * 1024 * 1024,
    anonymousDaily: values.ALPHACUT_ANONYMOUS_DAILY,
    substituteModel: values.ALPHACUT_MODEL_SUBSTITUTE,
    onDevice: values.ALPHACUT_ON_DEVICE,
    fetchAllow: values.ALPHACUT_FETCH_ALLOW,
    corsOrigins: values.ALPHACUT_CORS_ORIGINS,
    files: filesOf(values.ALPHACUT_STORAGE ?? `${dataDir}/files`, values.ALPHACUT_S3_ENDPOINT),
    filesMaxBytes: values.ALPHACUT_STORAGE_MB === 0 ? undefined : values.ALPHACUT_STORAGE_MB * 1024 * 1024,
    tracesEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: values.LOG_LEVEL,
  };
}

function filesOf(place: string, endpoint: string | undefined): FilePlace | undefined {
  return place === "off" ? undefined : parseFilePlace(place, endpoint);
}

/** Where this machine reaches a server that listens on `host`. */
function localUrl(host: string, port: number): string {
  const isWildcard = host === "0.0.0.0" || host === "::";
  return `http://${isWildcard ? "localhost" : isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function describeProblems(error: z.ZodError, given: Environment): string[] {
  const names = new Set(error.issues.map((issue) => issue.path[0] as VariableName));
  return [...names].map((name) => {
    const { takes, secret } = describeVariable(name);
    const got = secret ? "a value that does not fit (not shown)" : JSON.stringify(given[name]);
    return `${name}: got ${got}, takes ${takes}`;
  });
}

/** What a variable takes, and whether its value is a secret. */
function describeVariable(name: VariableName): { takes: string; secret: boolean } {
  return variables.shape[name].meta() as { takes: string; secret: boolean };
}

/** The effective settings as `NAME=value` lines, secrets masked; a variable that is unset has no value. */
export function printConfig(environment: Environment): string {
  readConfig(environment);
  return (Object.keys(variables.shape) as VariableName[])
    .map((name) => `${name}=${printed(name, environment[name])}`)
    .join("\n");
}

function printed(name: VariableName, text: string | undefined): string {
  if (text) return describeVariable(name).secret ? "********" : text;
  const fallback: unknown = variables.shape[name].safeParse(undefined).data;
  if (name === "TRUST_PROXY") return "off";
  return fallback === undefined ? "" : String(fallback);
}
