import clsx from "clsx";
import { type InputHTMLAttributes, useId } from "react";

/** Phones zoom into a field whose text is smaller than 16 pixels, and do not zoom out again. */
export const INPUT_CLASS =
  "h-10 w-full rounded-lg border border-edge bg-surface px-3 text-base text-ink placeholder:text-muted disabled:opacity-50 sm:text-sm";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  /** Says what is wrong with the value. */
  problem?: string | undefined;
}

export function TextField({ label, hint, problem, className, ...rest }: TextFieldProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        className={clsx(INPUT_CLASS, problem && "border-danger")}
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        {...rest}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={clsx("text-xs", problem ? "text-danger" : "text-muted")}>
          {note}
        </p>
      )}
    </div>
  );
}
