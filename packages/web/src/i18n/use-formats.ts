import { useMemo } from "react";
import { useTranslation } from "react-i18next";

export interface Formats {
  /** Of a moment, in the reader's time zone. */
  date: (moment: string | number | Date) => string;
  moment: (moment: string | number | Date) => string;
  /** Of a UTC date `YYYY-MM-DD`. */
  day: (date: string) => string;
  /** Of a UTC month `YYYY-MM`. */
  month: (month: string) => string;
  number: (value: number) => string;
  /** `percent` is 100 for the whole. */
  percent: (percent: number) => string;
}

/** Dates and numbers as the reader's language writes them. */
export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  return useMemo(() => formatsIn(language), [language]);
}

/**
 * Thai counts years from 543 BC by default, while the API and everybody else here count from 1: so the era is named, ค.ศ.,
 * which `dateStyle` can't.
 */
const THAI_DATE = { day: "numeric", month: "short", year: "numeric", era: "short" } as const;

/** @param language of the interface, as BCP 47 has it */
export function formatsIn(language: string): Formats {
  const isThai = language === "th";
  const locale = `${language}-u-ca-gregory`;
  const onlyDate = isThai ? THAI_DATE : ({ dateStyle: "medium" } as const);
  const onlyTime = isThai
    ? ({ hour: "2-digit", minute: "2-digit" } as const)
    : ({ timeStyle: "short" } as const);
  const onlyMonth = { year: "numeric", month: "long", ...(isThai && ({ era: "short" } as const)) } as const;
  const date = new Intl.DateTimeFormat(locale, onlyDate);
  const moment = new Intl.DateTimeFormat(locale, { ...onlyDate, ...onlyTime });
  const day = new Intl.DateTimeFormat(locale, { ...onlyDate, timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(locale, { ...onlyMonth, timeZone: "UTC" });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return {
    date: (value) => date.format(new Date(value)),
    moment: (value) => moment.format(new Date(value)),
    day: (value) => day.format(new Date(value)),
    month: (value) => month.format(new Date(value)),
    number: (value) => number.format(value),
    percent: (value) => percent.format(value / 100),
  };
}
