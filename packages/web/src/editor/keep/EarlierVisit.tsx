import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { keeper } from "../session.ts";
import type { KeptSession } from "./archive-db.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Offers to go on with the pictures of an earlier visit, where this browser has kept some. */
export function EarlierVisit() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { data: session } = useQuery({
    queryKey: ["site", "earlier visit"],
    queryFn: () => keeper.latest(),
    gcTime: 0,
  });
  const resume = useMutation({ mutationFn: (chosen: KeptSession) => keeper.resume(chosen) });
  const forget = useMutation({
    mutationFn: (chosen: KeptSession) => keeper.forget(chosen),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["site", "earlier visit"] }),
  });
  if (!session) return null;
  return (
    <section
      aria-label={t("earlier.title")}
      className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-accent bg-accent-soft p-4"
    >
      <div className="min-w-48 grow basis-0">
        <h2 className="font-semibold">{t("earlier.title")}</h2>
        <p className="text-sm text-pretty">
          {t("earlier.text", {
            count: session.pictureIds.length,
            ago: agoIn(i18n.language, Date.now() - session.savedAt),
          })}
        </p>
        <ErrorNotice error={resume.error ?? forget.error} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={forget.isPending} onClick={() => forget.mutate(session)}>
          {t("earlier.discard")}
        </Button>
        <Button look="primary" disabled={resume.isPending} onClick={() => resume.mutate(session)}>
          {resume.isPending && <Spinner />}
          {t("earlier.resume")}
        </Button>
      </div>
    </section>
  );
}

function agoIn(language: string, ms: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (ms < HOUR_MS) return format.format(-Math.round(ms / MINUTE_MS), "minute");
  if (ms < 24 * HOUR_MS) return format.format(-Math.round(ms / HOUR_MS), "hour");
  return format.format(-Math.round(ms / 24 / HOUR_MS), "day");
}
