import { useTranslation } from "react-i18next";
import type { AuditEntry } from "../api/schema.ts";
import { useFormats } from "../i18n/use-formats.ts";

const LABELS = {
  plan: "admin.plan",
  role: "admin.role",
  emailVerified: "admin.verified",
  suspended: "admin.suspended",
  prepaidCredits: "admin.prepaid",
  billingPeriod: "usage.period",
  name: "keys.name",
  prefix: "admin.keyBegins",
  expiresAt: "keys.expires",
  monthlyLimit: "keys.monthlyLimit",
  allowedOrigins: "keys.origins",
  allowedEndpoints: "keys.endpoints",
} as const;

type Field = keyof typeof LABELS;

/** What an entry of the audit trail changed, a line for each field: `Plan: Basic → Pro`. */
export function useChangeText(): (entry: Pick<AuditEntry, "before" | "after">) => string[] {
  const { t } = useTranslation();
  const formats = useFormats();

  function valueText(field: Field, value: unknown): string {
    if (field === "billingPeriod" && value === null) return t("admin.byMonth");
    if (field === "billingPeriod") {
      const { startUnix, endUnix } = value as { startUnix: number; endUnix: number };
      return `${formats.date(startUnix * 1000)} – ${formats.date(endUnix * 1000)}`;
    }
    if (field === "expiresAt") return value === null ? t("keys.never") : formats.date(value as string);
    if (Array.isArray(value)) return value.join(" ");
    if (value === null) return t("admin.any");
    if (field === "role") return t(value === "admin" ? "admin.roleAdmin" : "admin.roleUser");
    if (typeof value === "boolean") return t(value ? "admin.yes" : "admin.no");
    return typeof value === "number" ? formats.number(value) : String(value);
  }

  return ({ before = {}, after = {} }) => {
    const fields = (Object.keys(LABELS) as Field[]).filter((field) => field in before || field in after);
    return fields.map((field) => {
      const sides = [before, after]
        .filter((side) => field in side)
        .map((side) => valueText(field, side[field]));
      return `${t(LABELS[field])}: ${sides.join(" → ")}`;
    });
  };
}
