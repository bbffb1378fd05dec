import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { membershipQuery } from "../../api/usage.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Loaded } from "../Loaded.tsx";
import { Card } from "../Page.tsx";
import { UsageTable } from "./UsageTable.tsx";

export function CyclesTable() {
  const { t } = useTranslation();
  const formats = useFormats();
  const membership = useQuery(membershipQuery);
  const day = (unix: number) => formats.date(unix * 1000);
  return (
    <Loaded query={membership}>
      {({ billingCycles }) =>
        billingCycles.length > 0 && (
          <Card title={t("usage.cycles")}>
            <UsageTable
              first={t("usage.period")}
              rows={billingCycles.map(({ periodStartUnix, periodEndUnix, appUsage, apiUsage }) => ({
                key: String(periodStartUnix),
                label: `${day(periodStartUnix)} – ${day(periodEndUnix)}`,
                app: appUsage,
                api: apiUsage,
              }))}
            />
          </Card>
        )
      }
    </Loaded>
  );
}
