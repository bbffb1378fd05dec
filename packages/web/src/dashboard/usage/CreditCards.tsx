import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { membershipQuery } from "../../api/usage.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Loaded } from "../Loaded.tsx";
import { Card } from "../Page.tsx";

/** Credits left, and until when the included ones last. */
export function CreditCards() {
  const { t } = useTranslation();
  const formats = useFormats();
  const membership = useQuery(membershipQuery);
  return (
    <Loaded query={membership}>
      {({ membership: plan, prepaidCredits, billingCycle: cycle }) => {
        if (!cycle) return null;
        const used = cycle.includedCredits > 0 ? cycle.usedIncludedCredits / cycle.includedCredits : 0;
        const end = formats.date(cycle.periodEndUnix * 1000);
        return (
          <Card title={t("usage.creditsLeft")}>
            <p className="text-5xl font-semibold tracking-tight tabular-nums">
              {formats.number(cycle.remainingIncludedCredits + prepaidCredits)}
            </p>
            <div aria-hidden className="h-2 overflow-hidden rounded-full bg-line">
              <div className="h-full bg-accent" style={{ width: `${Math.max(0, 1 - used) * 100}%` }} />
            </div>
            <ul className="flex flex-col gap-1 text-sm text-muted">
              <li>
                {t("usage.ofIncluded", {
                  remaining: formats.number(cycle.remainingIncludedCredits),
                  included: formats.number(cycle.includedCredits),
                  plan,
                })}
              </li>
              <li>{t("usage.prepaid", { credits: formats.number(prepaidCredits) })}</li>
              <li>{t(cycle.stripeBillingSynced ? "usage.renews" : "usage.calendarMonth", { date: end })}</li>
            </ul>
          </Card>
        );
      }}
    </Loaded>
  );
}
