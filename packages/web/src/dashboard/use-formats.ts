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
}

/** Dates and numbers as the reader's language writes them. */
export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
    const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
    const month = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" });
    const number = new Intl.NumberFormat(language);
    return {
      date: (value) => date.format(new Date(value)),
      moment: (value) => moment.format(new Date(value)),
      day: (value) => day.format(new Date(value)),
      month: (value) => month.format(new Date(value)),
      number: (value) => number.format(value),
    };
  }, [language]);
}
