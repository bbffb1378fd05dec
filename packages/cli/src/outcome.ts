import type { Backdrop } from "@alphacut/engine";

/** What became of one picture. */
export type Outcome =
  | {
      status: "done";
      width: number | undefined;
      height: number | undefined;
      /** What the subject stood before, where that is known. */
      backdrop?: Backdrop | undefined;
      foundSubject?: boolean | undefined;
      ms: number;
    }
  | { status: "skipped" }
  | { status: "failed"; error: string };

/** A line for people. */
export function lineFor(input: string, outcome: Outcome): string {
  if (outcome.status === "failed") return `${input}: ${outcome.error}`;
  if (outcome.status === "skipped") return `${input}: skipped`;
  const { width, height, backdrop, ms } = outcome;
  const facts = [width && height ? `${width} × ${height} px` : "", backdrop ? `${backdrop} backdrop` : ""];
  return [`${input}: done in ${ms} ms`, ...facts.filter((fact) => fact !== "")].join(", ");
}
