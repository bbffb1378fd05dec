import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { billingQuery } from "../api/billing.ts";
import { Select } from "../ui/Select.tsx";

interface PlanSelectProps {
  value: string;
  onValue: (plan: string) => void;
}

/** The plans of the operator's catalog, and the one the user has in case it is no longer there. */
export function PlanSelect({ value, onValue }: PlanSelectProps) {
  const { t } = useTranslation();
  const { data: billing } = useQuery(billingQuery);
  const labels = new Set([...(billing?.plans.map(({ label }) => label) ?? []), value]);
  return (
    <Select
      label={t("admin.plan")}
      value={value}
      options={[...labels].map((label) => ({ value: label, label }))}
      onValue={onValue}
    />
  );
}
