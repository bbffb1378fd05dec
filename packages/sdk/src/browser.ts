import { browserPlatform } from "./browser-platform.ts";
import { type Client, createClientFor } from "./client.ts";
import type { ImageInput } from "./input.ts";
import type { Connection } from "./request.ts";

/** A client for one server. Without key and token the caller is anonymous. */
export function createClient(connection: Connection = {}): Client<ImageInput> {
  return createClientFor(browserPlatform, connection);
}

export type { Client, FapihubClient } from "./client.ts";
export { AlphacutError, ConnectionError, type ErrorDetail, ResponseError, TimeoutError } from "./errors.ts";
export type { Color, FapihubOptions } from "./fapihub.ts";
export type { ImageInput } from "./input.ts";
export type { Job, JobImage, JobItem, JobOptions, JobRecipe, JobResult, JobsClient } from "./jobs.ts";
export type { BillingCycle, BillingWindow, MembershipQuery, MembershipUsage } from "./membership.ts";
export type { ProgressListener, TransferProgress } from "./progress.ts";
export { type BlobResult, rembg, rembg as default } from "./rembg-browser.ts";
export type { Base64Result, RembgOptions, RembgRequest } from "./rembg-request.ts";
export type { FurtherOptions, RemovalOptions } from "./removal-options.ts";
export type { CallOptions, Connection } from "./request.ts";
export type { ImageResult } from "./result.ts";
export { verifyWebhook, type WebhookEvent, type WebhookHeaders } from "./verify-webhook.ts";
