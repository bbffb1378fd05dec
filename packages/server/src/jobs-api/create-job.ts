import type { Readable } from "node:stream";
import { type AccountCaller, backgroundKey, type Job } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { InvalidRequest, type Problem } from "../http/failure.ts";
import { parseBoolean } from "../http/field-parsers.ts";
import { toProblem } from "../http/json-routes.ts";
import { addAddresses } from "./add-addresses.ts";
import { hashOf, idempotencyKey } from "./idempotency.ts";
import { Intake } from "./intake.ts";
import { readLongForm } from "./read-form.ts";
import { requireReceiver, requireSecret } from "./receiver.ts";
import { type JobApiServices, limitsOf } from "./services.ts";
import { type JobRequest, newJob } from "./wire.ts";

export interface Created {
  job: Job;
  isNew: boolean;
  webhook?: { id: string; secret: string };
}

interface Asking {
  caller: AccountCaller;
  requestKey: string | undefined;
  hasBackground: boolean;
}

/** A job of what a JSON body asks for. @throws InvalidRequest; JobError */
export async function createFromJson(
  body: unknown,
  request: FastifyRequest,
  caller: AccountCaller,
  services: JobApiServices,
): Promise<Created> {
  const asked = parse(body);
  const requestKey = idempotencyKey(request);
  const created = await create(asked, { caller, requestKey, hasBackground: false }, services);
  const { job } = created;
  if (asked.items.length > 0 && job.state === "open")
    await addAddresses(asked.items, { caller, job, requestKey }, services);
  return { ...created, job: await closeUnlessOpen(asked, created, caller, services) };
}

/**
 * A job of what a form holds, made as soon as its first picture begins. When the form is cut, the job is canceled; with an
 * idempotency key it stays open, so that the same request can go on.
 *
 * @throws InvalidRequest; JobError; RequestError; EngineError `Aborted`
 */
export async function createFromForm(
  request: FastifyRequest,
  caller: AccountCaller,
  services: JobApiServices,
  signal: AbortSignal,
): Promise<Created> {
  const requestKey = idempotencyKey(request);
  const form = new JobForm(async (asked, hasBackground) => {
    const created = await create(asked, { caller, requestKey, hasBackground }, services);
    const intake = await Intake.open(services, { caller, job: created.job, requestKey, signal });
    const storeBackground = async (stream: Readable) => {
      await services.jobs.files.put(backgroundKey(created.job.id), stream, signal);
    };
    return { created, intake, storeBackground };
  });
  try {
    await readLongForm(request.raw, form, { signal, idleTimeoutMs: services.timeouts.uploadIdleMs });
    const { created, asked, intake } = await form.end();
    await intake.done();
    return { ...created, job: await closeUnlessOpen(asked, created, caller, services) };
  } catch (error) {
    const begun = await form.begun();
    if (begun?.isNew && requestKey === undefined) await services.jobs.jobs.cancel(caller.uid, begun.job.id);
    throw error;
  }
}

async function create(asked: JobRequest, asking: Asking, services: JobApiServices): Promise<Created> {
  const { caller, requestKey, hasBackground } = asking;
  const { recipe, metadata, webhook } = asked;
  const decoded = services.decodeRecipe(recipe, hasBackground);
  if ("problems" in decoded) throw new InvalidRequest(decoded.problems);
  if (webhook) {
    requireSecret(webhook.secret, "webhook.secret");
    await requireReceiver(webhook.url, "webhook.url", services.fetchAllow);
  }
  const { job, isNew } = await services.jobs.jobs.create({
    uid: caller.uid,
    channel: caller.channel,
    keyId: caller.key?.id,
    recipe,
    metadata,
    hasBackground,
    keepDays: limitsOf(caller).days,
    request: requestKey === undefined ? undefined : { key: requestKey, hash: hashOf([asked, hasBackground]) },
  });
  if (!webhook || !isNew) return { job, isNew };
  const { id, secret } = await services.jobs.webhooks.create(caller.uid, { ...webhook, jobId: job.id });
  return { job, isNew, webhook: { id, secret } };
}

/** A job that begins without items waits for them. */
async function closeUnlessOpen(
  asked: JobRequest,
  { job }: Created,
  { uid }: AccountCaller,
  { jobs: { jobs }, wake }: JobApiServices,
): Promise<Job> {
  const now = await jobs.find(uid, job.id);
  if (asked.open || now.counts.total === 0 || now.state !== "open") return now;
  const closed = await jobs.close(uid, job.id);
  wake();
  return closed;
}

/** @throws InvalidRequest with every mistake */
function parse(body: unknown): JobRequest {
  const parsed = newJob.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(parsed.error.issues.map(toProblem));
}

interface Begun {
  created: Created;
  intake: Intake;
  storeBackground: (stream: Readable) => Promise<void>;
}

/** Fields of a form that are none of the recipe. */
const OWN_FIELDS: readonly string[] = ["open", "metadata", "webhook_url", "webhook_secret"];

/** Gathers the fields that come first, begins the job with the first file, and passes the pictures on. */
class JobForm {
  readonly #begin: (asked: JobRequest, hasBackground: boolean) => Promise<Begun>;
  readonly #fields: Record<string, string> = {};
  #asked: JobRequest | undefined;
  #beginning: Promise<Begun> | undefined;
  /** Of one file after the other. */
  #pending: Promise<void> = Promise.resolve();

  constructor(begin: (asked: JobRequest, hasBackground: boolean) => Promise<Begun>) {
    this.#begin = begin;
  }

  field(name: string, value: string): void {
    if (this.#beginning) {
      throw badField(name, `'${name}' comes after a file. Send the fields first, the pictures after them.`);
    }
    this.#fields[name] ??= value;
  }

  file(field: string, name: string, stream: Readable): void {
    if (field !== "image" && field !== "background_image") {
      throw badField(field, `There is no file '${field}': send pictures as 'image', as many as you like.`);
    }
    const isBackground = field === "background_image";
    if (isBackground && this.#beginning) {
      throw badField(field, "'background_image' must come before the first 'image'.");
    }
    this.#beginning ??= this.#start(isBackground);
    this.#pending = this.#pending.then(async () => {
      const { intake, storeBackground } = await this.#beginning!;
      if (isBackground) await storeBackground(stream);
      else intake.take(name, stream);
    });
    this.#pending.catch(() => stream.resume());
  }

  async ready(): Promise<void> {
    if (!this.#beginning) return;
    const { intake } = await this.#beginning;
    await intake.roomForOneMore();
  }

  async end() {
    this.#beginning ??= this.#start(false);
    await this.#pending;
    const { created, intake } = await this.#beginning;
    return { created, intake, asked: this.#asked! };
  }

  /** What was made before something went wrong. */
  async begun(): Promise<Created | undefined> {
    return this.#beginning?.then(
      ({ created }) => created,
      () => undefined,
    );
  }

  async #start(hasBackground: boolean): Promise<Begun> {
    this.#asked = parse(askedBy(this.#fields));
    return this.#begin(this.#asked, hasBackground);
  }
}

/** What the fields of a form say, as JSON would. */
function askedBy(fields: Readonly<Record<string, string>>): unknown {
  const { open = "", metadata, webhook_url: url, webhook_secret: secret } = fields;
  const recipe = Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN_FIELDS.includes(name)));
  return {
    recipe,
    open: parseBoolean(open) ?? (open.trim() === "" ? false : open),
    ...(metadata && { metadata: parseJson(metadata) }),
    ...((url || secret) && { webhook: { url, ...(secret && { secret }) } }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badField("metadata", '\'metadata\' must be JSON, as in {"order": "4711"}');
  }
}

function badField(field: string, message: string): InvalidRequest {
  const problem: Problem = { field, message };
  return new InvalidRequest([problem]);
}
