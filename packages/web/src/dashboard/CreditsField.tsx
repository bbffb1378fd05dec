import type { ComponentProps } from "react";
import { TextField } from "../ui/TextField.tsx";

/** A whole number of credits, up to the most that the API takes; it may stay empty. */
export function CreditsField(props: ComponentProps<typeof TextField>) {
  return <TextField type="number" inputMode="numeric" max={1_000_000_000} step={1} {...props} />;
}
