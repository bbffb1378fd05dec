import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en/index.ts";
import { type Language, pickLanguage } from "./languages.ts";
import type { Translation } from "./translation.ts";

const STORED_LANGUAGE = "alphacut.language";

const loaders: Record<Exclude<Language, "en">, () => Promise<Translation>> = {
  th: async () => (await import("./th/index.ts")).th,
  tr: async () => (await import("./tr/index.ts")).tr,
  de: async () => (await import("./de/index.ts")).de,
  ko: async () => (await import("./ko/index.ts")).ko,
};

async function load(language: Language): Promise<void> {
  if (language === "en" || i18next.hasResourceBundle(language, "translation")) return;
  i18next.addResourceBundle(language, "translation", await loaders[language]());
}

/** Starts in the language chosen before, else in one that the browser asks for. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const stored = localStorage.getItem(STORED_LANGUAGE);
  await showLanguage(pickLanguage([...(stored ? [stored] : []), ...navigator.languages]));
}

/** Loads and shows a language, and remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  localStorage.setItem(STORED_LANGUAGE, language);
}

async function showLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.querySelector('meta[name="description"]')?.setAttribute("content", i18next.t("app.description"));
}
