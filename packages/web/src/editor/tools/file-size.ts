/** A number of bytes in words, as shops count: a megabyte is a million of them. */
export function fileSize(language: string, bytes: number): string {
  const isSmall = bytes < 1_000_000;
  const unit = isSmall ? "kilobyte" : "megabyte";
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 2 }).format(
    isSmall ? Math.ceil(bytes / 1000) : bytes / 1e6,
  );
}
