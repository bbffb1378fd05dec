import { Slider as Radix } from "radix-ui";
import { useId } from "react";
import { useFormats } from "../i18n/use-formats.ts";

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  unit?: "%" | "px" | "°";
  onValue: (value: number) => void;
}

export function Slider({ label, value, min, max, step = 1, unit, onValue }: SliderProps) {
  const id = useId();
  const { number, percent } = useFormats();
  const text =
    unit === "%"
      ? percent(value)
      : unit === "px"
        ? `${number(value)}\u00a0px`
        : `${number(value)}${unit ?? ""}`;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap justify-between gap-x-2 text-sm">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span className="text-muted tabular-nums">{text}</span>
      </div>
      <Radix.Root
        className="relative flex h-8 w-full touch-none items-center select-none"
        value={[value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => onValue(next ?? value)}
      >
        <Radix.Track className="relative h-1.5 grow rounded-full bg-edge">
          <Radix.Range className="absolute h-full rounded-full bg-accent" />
        </Radix.Track>
        <Radix.Thumb
          aria-labelledby={id}
          aria-valuetext={text}
          className="block size-5 rounded-full border-2 border-accent bg-surface shadow"
        />
      </Radix.Root>
    </div>
  );
}
