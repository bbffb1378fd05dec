import { createClient, type Job, type JobItem } from "@alphacut/sdk/browser";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type { NewWebhook, Webhook, WebhookDelivery } from "./schema.ts";

/** With the session's cookie, as every call of these pages. */
const { jobs } = createClient({ timeoutMs: 600_000 });

export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: async ({ signal }) => (await call<{ jobs: Job[] }>("/api/jobs?limit=100", { signal })).jobs,
  refetchInterval: ({ state }) => (state.data?.some(isUnfinished) ? 3000 : false),
});

export function jobItemsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["jobs", id, "items"],
    queryFn: ({ signal, pageParam }) =>
      call<{ items: JobItem[]; next?: string }>(
        `/api/jobs/${encodeURIComponent(id)}/items?limit=100&cursor=${pageParam}`,
        { signal },
      ),
    initialPageParam: "0",
    getNextPageParam: ({ next }) => next,
  });
}

export const isUnfinished = ({ state, counts }: Job) =>
  state === "open" || state === "running" || counts.running > 0;

export interface FolderJob {
  files: readonly File[];
  recipe: { format: "png" | "webp" | "jpeg"; bg_color?: string };
  onAdded: (pictures: number) => void;
  signal: AbortSignal;
}

/** In one request: what is on its way is also what is lost when the page is closed. */
const AT_ONCE = 20;

/** Makes a job of files, which are sent some at a time; its first results are there before the last file is. */
export async function sendFolder({ files, recipe, onAdded, signal }: FolderJob): Promise<Job> {
  const { id } = await jobs.create({ recipe, open: true }, { signal });
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const images = files.slice(from, from + AT_ONCE).map((file) => ({ image: file, name: nameOf(file) }));
    await jobs.add(id, images, { signal });
    onAdded(Math.min(files.length, from + AT_ONCE));
  }
  return jobs.close(id, { signal });
}

/** With the folders below the one that was chosen. */
function nameOf(file: File): string {
  const [, ...path] = file.webkitRelativePath.split("/");
  return path.join("/") || file.name;
}

export const changeJob = (id: string, action: "cancel" | "retry" | "close") =>
  call<Job>(`/api/jobs/${encodeURIComponent(id)}/${action}`, { method: "POST" });

export const deleteJob = (id: string) =>
  call<void>(`/api/jobs/${encodeURIComponent(id)}`, { method: "DELETE" });

/** The same place on this very page's server, whatever its public address is. */
export function localAddress(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async ({ signal }) => (await call<{ webhooks: Webhook[] }>("/api/webhooks", { signal })).webhooks,
});

export function deliveriesQuery(id: string) {
  return queryOptions({
    queryKey: ["webhooks", id, "deliveries"],
    queryFn: async ({ signal }) =>
      (await call<{ deliveries: WebhookDelivery[] }>(`/api/webhooks/${id}/deliveries?limit=50`, { signal }))
        .deliveries,
    refetchInterval: 5000,
  });
}

export const createWebhook = (url: string) =>
  call<NewWebhook>("/api/webhooks", { method: "POST", body: { url } });

export const deleteWebhook = (id: string) => call<void>(`/api/webhooks/${id}`, { method: "DELETE" });

export const testWebhook = (id: string) =>
  call<WebhookDelivery>(`/api/webhooks/${id}/test`, { method: "POST" });

export const resendDelivery = (id: string, delivery: string) =>
  call<WebhookDelivery>(`/api/webhooks/${id}/deliveries/${delivery}/resend`, { method: "POST" });
