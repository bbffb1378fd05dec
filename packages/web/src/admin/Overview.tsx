import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { overviewQuery } from "../api/admin.ts";
import type { Overview as OverviewData } from "../api/schema.ts";
import { Loaded } from "../dashboard/Loaded.tsx";
import { Card } from "../dashboard/Page.tsx";
import { useFormats } from "../i18n/use-formats.ts";
import { Facts } from "./Facts.tsx";

/** How much there is of everything, and how the last day went. */
export function Overview() {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Loaded query={useQuery(overviewQuery)}>
      {({ totals, lastDay, hours }) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <Card title={t("admin.totals")}>
            <Facts
              facts={[
                [t("admin.accounts"), formats.number(totals.accounts)],
                [t("admin.newAccounts"), formats.number(totals.newAccounts)],
                [t("admin.suspended"), formats.number(totals.suspendedAccounts)],
                [t("admin.workingKeys"), formats.number(totals.keys)],
                [
                  t("admin.thisMonth"),
                  formats.number(totals.imagesThisMonth.app + totals.imagesThisMonth.api),
                ],
              ]}
            />
          </Card>
          <Card title={t("admin.lastDay")}>
            <Facts
              facts={[
                [t("requests.title"), formats.number(lastDay.requests)],
                [t("admin.perHour"), formats.number(Math.round((lastDay.requests / 24) * 10) / 10)],
                [t("admin.failures"), formats.number(lastDay.failed)],
                [t("admin.median"), milliseconds(lastDay.medianMs, formats.number)],
                [t("admin.p95"), milliseconds(lastDay.p95Ms, formats.number)],
              ]}
            />
            <Hours hours={hours} />
          </Card>
        </div>
      )}
    </Loaded>
  );
}

const CELL = "px-2 py-1 text-right tabular-nums";

function Hours({ hours }: Pick<OverviewData, "hours">) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (hours.length === 0) return null;
  return (
    <details>
      <summary className="min-h-10 cursor-pointer py-2 text-sm font-medium">{t("admin.byHour")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <section className="overflow-x-auto" aria-label={t("admin.byHour")} tabIndex={0}>
        <table className="w-full text-sm">
          <thead className="text-muted">
            <tr>
              <th className="px-2 py-1 text-left font-medium">{t("requests.time")}</th>
              <th className={CELL}>{t("requests.title")}</th>
              <th className={CELL}>{t("admin.failures")}</th>
              <th className={CELL}>{t("admin.median")}</th>
              <th className={CELL}>{t("admin.p95")}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, requests, failed, medianMs, p95Ms }) => (
              <tr key={hour} className="border-t border-line">
                <th className="px-2 py-1 text-left font-normal whitespace-nowrap">{formats.moment(hour)}</th>
                <td className={CELL}>{formats.number(requests)}</td>
                <td className={CELL}>{formats.number(failed)}</td>
                <td className={CELL}>{milliseconds(medianMs, formats.number)}</td>
                <td className={CELL}>{milliseconds(p95Ms, formats.number)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function milliseconds(ms: number | null, number: (value: number) => string): string {
  return ms === null ? "–" : `${number(ms)} ms`;
}
