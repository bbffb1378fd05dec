import { type FapihubOptions, fapihubEndpoints } from "./fapihub.ts";
import type { NamedBlob } from "./input.ts";
import { type JobsClient, jobsClient } from "./jobs.ts";
import {
  type BillingCycle,
  type BillingWindow,
  type MembershipQuery,
  type MembershipUsage,
  membershipPath,
} from "./membership.ts";
import { type FurtherOptions, filesOf, type RemovalOptions, toFormFields } from "./removal-options.ts";
import {
  type CallOptions,
  type Connection,
  type Outgoing,
  type Reply,
  send,
  type Upload,
} from "./request.ts";
import { type ImageResult, toImageResult } from "./result.ts";

/** What Node and browsers do differently. */
export interface Platform<Input> {
  defaultBaseUrl: string;
  upload: Upload;
  readInput(input: Input, context: { fetch: typeof fetch; signal: AbortSignal }): Promise<NamedBlob>;
}

type FapihubCall<Name extends keyof FapihubOptions> = FapihubOptions[Name] & CallOptions;

/** The endpoints of the fapihub API, with an API key; each call costs a credit and rejects as `Client` says. */
export interface FapihubClient<Input> {
  removeBackground(image: Input, options?: FapihubCall<"removeBackground">): Promise<ImageResult>;
  mask(image: Input, options?: FapihubCall<"mask">): Promise<ImageResult>;
  blur(image: Input, options: FapihubCall<"blur">): Promise<ImageResult>;
  color(image: Input, options: FapihubCall<"color">): Promise<ImageResult>;
  gradient(image: Input, options: FapihubCall<"gradient">): Promise<ImageResult>;
  shadow(image: Input, options: FapihubCall<"shadow">): Promise<ImageResult>;
}

/** Calls one server in the name of one caller. Every call rejects with `ResponseError`, `ConnectionError`, `TimeoutError`, or the reason of its signal. */
export interface Client<Input> {
  /** `POST /rmbg`: the cutout or mask of an image. Costs a credit. */
  removeBackground(
    image: Input,
    options?: RemovalOptions & FurtherOptions<Input> & CallOptions,
  ): Promise<ImageResult>;
  /** `GET /api/membership-usage`: plan, credits and images used. Needs an API key. */
  membershipUsage(
    query: MembershipQuery & { billingCycle: true },
    options?: CallOptions,
  ): Promise<MembershipUsage & { billingCycle: BillingCycle }>;
  membershipUsage(query?: MembershipQuery, options?: CallOptions): Promise<MembershipUsage>;
  /** Every billing window with images in it, newest first. Needs an API key. */
  billingCycles(options?: CallOptions): Promise<BillingWindow[]>;
  fapihub: FapihubClient<Input>;
  /** Thousands of pictures without holding a connection. */
  jobs: JobsClient<Input>;
}

export function createClientFor<Input extends object | string>(
  platform: Platform<Input>,
  connection: Connection,
): Client<Input> {
  const { apiKey, userToken } = connection;
  const credentials: Record<string, string> = {
    ...(apiKey !== undefined && { "x-api-key": apiKey }),
    ...(userToken !== undefined && { authorization: `Bearer ${userToken}` }),
  };
  const fapihubCredentials: Record<string, string> = apiKey === undefined ? {} : { ApiKey: apiKey };

  const call = (outgoing: Outgoing): Promise<Reply> =>
    send(
      { ...connection, baseUrl: connection.baseUrl ?? platform.defaultBaseUrl },
      outgoing,
      platform.upload,
    );

  async function json<T>(path: string, options: CallOptions = {}): Promise<T> {
    const { blob } = await call({ ...options, path, headers: credentials });
    return JSON.parse(await blob.text()) as T;
  }

  async function postImage(
    image: Input,
    fields: Record<string, string | undefined>,
    request: Pick<Outgoing, "path" | "headers"> & CallOptions,
    files: [field: string, image: Input][] = [],
  ): Promise<ImageResult> {
    const { path, headers, signal, onUploadProgress, onDownloadProgress } = request;
    const form = async (context: { fetch: typeof fetch; signal: AbortSignal }) => {
      const data = new FormData();
      for (const [field, input] of [["image", image] as const, ...files]) {
        const { blob, name } = await platform.readInput(input, context);
        data.set(field, blob, name);
      }
      for (const [field, value] of Object.entries(fields)) if (value !== undefined) data.set(field, value);
      return data;
    };
    return toImageResult(await call({ path, headers, form, signal, onUploadProgress, onDownloadProgress }));
  }

  function fapihubCall<Name extends keyof FapihubOptions>(name: Name) {
    const { path, fields } = fapihubEndpoints[name];
    return (image: Input, options: FapihubCall<Name>) =>
      postImage(
        image,
        { ...fields(options), format: options.format },
        { ...options, path: `/v2/rembg/${path}`, headers: fapihubCredentials },
      );
  }
  const removeBackground = fapihubCall("removeBackground");
  const mask = fapihubCall("mask");

  const read = (image: Input, signal: AbortSignal) =>
    platform.readInput(image, { fetch: connection.fetch ?? globalThis.fetch, signal });

  return {
    jobs: jobsClient({ call, headers: credentials, read }),
    removeBackground: (image, options = {}) =>
      postImage(
        image,
        toFormFields(options),
        { ...options, path: "/rmbg", headers: credentials },
        filesOf(options),
      ),
    membershipUsage: (query: MembershipQuery = {}, options?: CallOptions) =>
      json<MembershipUsage & { billingCycle: BillingCycle }>(membershipPath(query), options),
    billingCycles: async (options) => {
      const path = "/api/membership-usage?listBillingCycles=1";
      return (await json<{ billingCycles: BillingWindow[] }>(path, options)).billingCycles;
    },
    fapihub: {
      removeBackground: (image, options = {}) => removeBackground(image, options),
      mask: (image, options = {}) => mask(image, options),
      blur: fapihubCall("blur"),
      color: fapihubCall("color"),
      gradient: fapihubCall("gradient"),
      shadow: fapihubCall("shadow"),
    },
  };
}
