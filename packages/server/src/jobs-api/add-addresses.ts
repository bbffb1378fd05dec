import { type AccountCaller, type Job, type JobItem, type NewItem, newId } from "@alphacut/platform";
import { type JobApiServices, limitsOf } from "./services.ts";
import type { JobRequest } from "./wire.ts";

/** Adds pictures that are fetched when their turn comes. @throws PlatformError `NotFound`; JobError */
export async function addAddresses(
  given: JobRequest["items"],
  {
    caller,
    job,
    requestKey,
  }: { caller: AccountCaller; job: Pick<Job, "id">; requestKey: string | undefined },
  { jobs: { jobs }, wake }: JobApiServices,
): Promise<JobItem[]> {
  const items: NewItem[] = given.map(({ url, name }, index) => ({
    id: newId("item"),
    name: name ?? nameIn(url),
    url,
    requestPart: requestKey === undefined ? undefined : `${requestKey}:${index}`,
  }));
  const target = { uid: caller.uid, id: job.id, limits: limitsOf(caller) };
  const { items: added } = await jobs.add(target, items);
  wake();
  return added;
}

function nameIn(url: string): string {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last).slice(0, 255) || "image";
  } catch {
    return last.slice(0, 255) || "image";
  }
}
