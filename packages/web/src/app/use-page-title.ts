import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { siteQuery } from "../api/site.ts";

/** Names the page in the tab and in the history. */
export function usePageTitle(title: string): void {
  const { data: site } = useQuery(siteQuery);
  const name = site?.name ?? "Alphacut";
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}
