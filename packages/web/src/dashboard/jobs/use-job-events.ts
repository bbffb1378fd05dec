import type { Job } from "@alphacut/sdk/browser";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { jobItemsQuery, jobsQuery } from "../../api/jobs.ts";

/** Keeps a job and its items up to date while `isLive`, as the server tells of them. */
export function useJobEvents(id: string, isLive: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isLive) return;
    const events = new EventSource(`/api/jobs/${encodeURIComponent(id)}/events`);
    events.addEventListener("job", ({ data }: MessageEvent<string>) => {
      const job = JSON.parse(data) as Job;
      queries.setQueryData(jobsQuery.queryKey, (jobs) => jobs?.map((one) => (one.id === id ? job : one)));
      void queries.invalidateQueries({ queryKey: jobItemsQuery(id).queryKey });
    });
    return () => events.close();
  }, [id, isLive, queries]);
}
