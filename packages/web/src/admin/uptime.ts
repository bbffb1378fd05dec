const UNITS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** A span of time in its largest whole unit, in the reader's language. */
export function uptimeText(seconds: number, language: string): string {
  const { unit, seconds: length } = UNITS.find((candidate) => seconds >= candidate.seconds) ?? UNITS[3];
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.floor(seconds / length));
}
