import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../i18n/i18n.ts";
import { LANGUAGES, type Language } from "../i18n/languages.ts";
import { RadioMenu } from "../ui/Menu.tsx";
import { chooseTheme, currentTheme } from "./theme.ts";

const LANGUAGE_OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({
  value: value as Language,
  label,
  lang: value,
}));

/** Menu entries for language and appearance. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useState(currentTheme);
  return (
    <>
      <RadioMenu
        label={t("app.language")}
        value={i18n.language as Language}
        options={LANGUAGE_OPTIONS}
        onValue={(language) => void chooseLanguage(language)}
      />
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <RadioMenu
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
    </>
  );
}
