import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery, updateAccount } from "../api/account.ts";
import { chooseLanguage } from "../i18n/i18n.ts";
import { LANGUAGES, type Language } from "../i18n/languages.ts";
import { Select } from "../ui/Select.tsx";
import { LegalLinks } from "./Footer.tsx";
import { chooseTheme, currentTheme } from "./theme.ts";

const LANGUAGE_OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({
  value: value as Language,
  label,
}));

/** Language and appearance, kept on this device; the language in the profile, too. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useState(currentTheme);
  const queries = useQueryClient();
  const { data: account } = useQuery(accountQuery);

  /** Also for the profile, which decides on every other device. */
  async function choose(language: Language): Promise<void> {
    await chooseLanguage(language);
    if (account) queries.setQueryData(accountQuery.queryKey, await updateAccount({ language }));
  }

  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t("app.language")}
        value={i18n.language as Language}
        options={LANGUAGE_OPTIONS}
        onValue={choose}
      />
      <Select
        label={t("app.theme")}
        value={theme}
        options={[
          { value: "system", label: t("app.themeSystem") },
          { value: "light", label: t("app.themeLight") },
          { value: "dark", label: t("app.themeDark") },
        ]}
        onValue={(next) => {
          chooseTheme(next);
          setTheme(next);
        }}
      />
      <LegalLinks as="div" className="flex flex-wrap gap-x-4 border-t border-line pt-1 text-sm" />
    </div>
  );
}
