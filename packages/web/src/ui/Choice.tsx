import clsx from "clsx";
import { type ReactNode, useId } from "react";

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onValue: (value: Value) => void;
  hideLabel?: boolean;
  /** Under each other in three columns, for options with a picture. */
  tiles?: boolean;
  /** Shows labels only to screen readers and as tooltips. */
  iconOnly?: boolean;
}

/** One of a few: radio buttons that look like a row of tiles. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onValue, hideLabel, tiles, iconOnly } = props;
  const name = useId();
  return (
    <fieldset>
      <legend className={hideLabel ? "sr-only" : "mb-1 text-sm font-medium"}>{label}</legend>
      <div className={tiles ? "grid grid-cols-3 gap-2" : clsx("flex gap-1.5", !iconOnly && "flex-wrap")}>
        {options.map((option) => (
          <label
            key={option.value}
            title={iconOnly ? option.label : undefined}
            className={clsx(
              "relative flex min-h-10 grow cursor-pointer items-center justify-center rounded-lg border text-sm",
              tiles ? "flex-col gap-1.5 p-2" : "gap-2 px-3 py-1.5",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              option.value === value
                ? "border-accent bg-accent-soft font-medium text-ink"
                : "border-edge bg-surface hover:bg-sunken",
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onValue(option.value)}
            />
            {option.icon}
            {iconOnly ? <span className="sr-only">{option.label}</span> : option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
