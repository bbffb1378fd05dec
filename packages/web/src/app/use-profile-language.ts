import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import { chooseLanguage } from "../i18n/i18n.ts";
import { isLanguage } from "../i18n/languages.ts";

/** Whoever signs in sees the language of the profile, wherever that was chosen. */
export function useProfileLanguage(): void {
  const { i18n } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  const language = account?.language;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a profile that comes or changes decides
  useEffect(() => {
    if (language && isLanguage(language) && language !== i18n.language) void chooseLanguage(language);
  }, [language]);
}
