import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { ErrorNotice } from "./Notice.tsx";
import { Spinner } from "./Spinner.tsx";

interface FormProps<Result> {
  submit: string;
  look?: "primary" | "secondary" | "danger";
  /** Gets the trimmed text of every named field. */
  onSubmit: (fields: Record<string, string>) => Promise<Result>;
  onDone?: (result: Result) => unknown;
  className?: string;
  children: ReactNode;
}

/** Fields, one button, and what went wrong. The browser checks the fields. */
export function Form<Result>({
  submit,
  look = "primary",
  onSubmit,
  onDone,
  className,
  children,
}: FormProps<Result>) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: onSubmit,
    onSuccess: (result) => onDone?.(result),
  });
  return (
    <form
      className={clsx("flex flex-col gap-4", className)}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(fieldsOf(event.currentTarget));
      }}
    >
      {children}
      <ErrorNotice error={error} />
      <Button type="submit" look={look} disabled={isPending}>
        {isPending && <Spinner />}
        {submit}
      </Button>
    </form>
  );
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    // Blanks are part of a password.
    if (typeof value === "string") fields[name] = /password/i.test(name) ? value : value.trim();
  }
  return fields;
}
