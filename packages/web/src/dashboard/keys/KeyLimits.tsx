import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Endpoint, KeyLimits } from "../../api/keys.ts";
import { TextField } from "../../ui/TextField.tsx";
import { CreditsField } from "../CreditsField.tsx";

/** Paths that a key can be limited to. */
const ENDPOINTS = [
  "/rmbg",
  "/v2/rembg",
  "/v1.0",
  "/api/remove",
  "/api/jobs",
  "/api/webhooks",
  "/api/membership-usage",
] as const satisfies Endpoint[];

/** Fields of a key's limits, and what they hold when the form is sent; nothing in a field: no limit. */
export function useKeyLimits(of?: KeyLimits) {
  const [endpoints, setEndpoints] = useState<readonly string[]>(of?.allowedEndpoints ?? []);
  return {
    fields: <KeyLimitFields of={of} endpoints={endpoints} onEndpoints={setEndpoints} />,
    read({ monthlyLimit = "", origins = "" }: Record<string, string>): KeyLimits {
      const allowedOrigins = origins.split(/[\s,]+/).filter((origin) => origin !== "");
      const allowedEndpoints = ENDPOINTS.filter((path) => endpoints.includes(path));
      return {
        monthlyLimit: monthlyLimit === "" ? null : Number(monthlyLimit),
        allowedOrigins: allowedOrigins.length > 0 ? allowedOrigins : null,
        allowedEndpoints: allowedEndpoints.length > 0 ? allowedEndpoints : null,
      };
    },
  };
}

interface KeyLimitFieldsProps {
  of: KeyLimits | undefined;
  endpoints: readonly string[];
  onEndpoints: (endpoints: readonly string[]) => void;
}

function KeyLimitFields({ of, endpoints, onEndpoints }: KeyLimitFieldsProps) {
  const { t } = useTranslation();
  const toggle = (path: string, isChosen: boolean) =>
    onEndpoints(isChosen ? [...endpoints, path] : endpoints.filter((one) => one !== path));
  return (
    <>
      <CreditsField
        label={t("keys.monthlyLimit")}
        hint={t("keys.monthlyLimitHint")}
        name="monthlyLimit"
        min={1}
        defaultValue={of?.monthlyLimit ?? ""}
      />
      <TextField
        label={t("keys.origins")}
        hint={t("keys.originsHint")}
        name="origins"
        placeholder="https://shop.example"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={of?.allowedOrigins?.join(" ") ?? ""}
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{t("keys.endpoints")}</legend>
        <div className="grid gap-x-4 sm:grid-cols-2">
          {ENDPOINTS.map((path) => (
            <label key={path} className="flex min-h-9 items-center gap-2 text-sm">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-(--color-accent)"
                checked={endpoints.includes(path)}
                onChange={(event) => toggle(path, event.target.checked)}
              />
              <code className="wrap-anywhere">{path}</code>
            </label>
          ))}
        </div>
        <p className="text-xs text-muted">{t("keys.endpointsHint")}</p>
      </fieldset>
    </>
  );
}
