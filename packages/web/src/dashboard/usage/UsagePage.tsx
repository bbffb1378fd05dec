import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { byMonth, usageQuery, yearQuery } from "../../api/usage.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Choice } from "../../ui/Choice.tsx";
import { Loaded } from "../Loaded.tsx";
import { Card, Page } from "../Page.tsx";
import { CreditCards } from "./CreditCards.tsx";
import { CyclesTable } from "./CyclesTable.tsx";
import { UsageChart } from "./UsageChart.tsx";
import { UsageTable } from "./UsageTable.tsx";

const SPANS = ["7", "30", "90", "365"] as const;
type Span = (typeof SPANS)[number];

export function UsagePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("usage.title")}>
      <CreditCards />
      <DailyUsage />
      <MonthlyUsage />
      <CyclesTable />
    </Page>
  );
}

function DailyUsage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [span, setSpan] = useState<Span>("30");
  const usage = useQuery(usageQuery(Number(span)));
  return (
    <Card title={t("usage.days")}>
      <Choice
        label={t("usage.days")}
        hideLabel
        value={span}
        options={SPANS.map((value) => ({ value, label: t("usage.lastDays", { count: Number(value) }) }))}
        onValue={setSpan}
      />
      <Loaded query={usage}>
        {(days) => (
          <>
            <UsageChart days={days} />
            <details>
              <summary className="w-fit cursor-pointer rounded text-sm underline">{t("usage.table")}</summary>
              <div className="mt-3 max-h-96 overflow-auto">
                <UsageTable
                  first={t("usage.date")}
                  rows={days.map(({ date, app, api }) => ({ key: date, label: formats.day(date), app, api }))}
                />
              </div>
            </details>
          </>
        )}
      </Loaded>
    </Card>
  );
}

function MonthlyUsage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const usage = useQuery(yearQuery);
  return (
    <Card title={t("usage.months")}>
      <Loaded query={usage}>
        {(days) => (
          <UsageTable
            first={t("usage.month")}
            rows={byMonth(days)
              .reverse()
              .filter(({ app, api }, i) => i === 0 || app + api > 0)
              .map(({ month, app, api }) => ({ key: month, label: formats.month(month), app, api }))}
          />
        )}
      </Loaded>
    </Card>
  );
}
