import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DayUsage } from "../../api/schema.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { useSize } from "../../ui/use-size.ts";
import { ceilingFor } from "./chart-scale.ts";

const HEIGHT = 200;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;
/** Of a day's width. */
const BAR = 0.72;
const LABEL = "fill-current text-xs";

/** Stacked bars by day, the editor below and the API on top. The same numbers stand in a table beside it. */
export function UsageChart({ days }: { days: DayUsage[] }) {
  const { t } = useTranslation();
  const figure = useRef<HTMLElement>(null);
  const { width } = useSize(figure);
  const most = Math.max(0, ...days.map(({ app, api }) => app + api));
  if (most === 0) return <p className="py-6 text-center text-muted">{t("usage.none")}</p>;
  return (
    <figure ref={figure} className="flex min-h-58 flex-col gap-2">
      {width > LEFT && <Bars days={days} most={most} width={width} />}
      <figcaption className="flex gap-4 text-sm">
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-3 rounded-sm bg-accent" />
          {t("usage.app")}
        </span>
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-3 rounded-sm bg-second" />
          {t("usage.api")}
        </span>
      </figcaption>
    </figure>
  );
}

/** The bars, and what they stand for on the day under the pointer or chosen by keyboard. */
function Bars({ days, most, width }: { days: DayUsage[]; most: number; width: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [chosen, setChosen] = useState(days.length - 1);
  const [isShown, setIsShown] = useState(false);
  const step = (width - LEFT) / days.length;
  const index = Math.min(chosen, days.length - 1);
  const { date, app, api } = days[index]!;
  const tip = `${formats.day(date)}: ${t("usage.app")} ${formats.number(app)}, ${t("usage.api")} ${formats.number(api)}`;
  const middle = LEFT + step * (index + 0.5);

  function point(event: PointerEvent<HTMLDivElement>): void {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT;
    setChosen(Math.max(0, Math.min(days.length - 1, Math.floor(x / step))));
    setIsShown(true);
  }

  return (
    <div
      className="relative rounded has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setIsShown(false)}
    >
      <Drawing days={days} most={most} width={width} shown={isShown ? index : undefined} />
      <input
        type="range"
        min={0}
        max={days.length - 1}
        value={index}
        aria-label={t("usage.chart")}
        aria-valuetext={tip}
        className="sr-only"
        onChange={(event) => setChosen(Number(event.target.value))}
        onFocus={() => setIsShown(true)}
        onBlur={() => setIsShown(false)}
      />
      {isShown && (
        <p
          aria-hidden
          className="pointer-events-none absolute top-0 rounded-lg border border-edge bg-surface px-2 py-1 text-xs whitespace-nowrap shadow"
          style={middle < width / 2 ? { left: middle } : { right: width - middle }}
        >
          {tip}
        </p>
      )}
    </div>
  );
}

interface DrawingProps {
  days: DayUsage[];
  most: number;
  width: number;
  /** Index of the day that is told of. */
  shown: number | undefined;
}

function Drawing({ days, most, width, shown }: DrawingProps) {
  const formats = useFormats();
  const ceiling = ceilingFor(most);
  const step = (width - LEFT) / days.length;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / ceiling);
  return (
    <svg aria-hidden viewBox={`0 0 ${width} ${HEIGHT}`} height={HEIGHT} className="w-full text-muted">
      {[0, ceiling / 2, ceiling].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={width} y1={y(value)} y2={y(value)} className="stroke-line" />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end" className={LABEL}>
            {formats.number(value)}
          </text>
        </g>
      ))}
      {shown !== undefined && (
        <rect
          x={LEFT + step * shown}
          y={TOP}
          width={step}
          height={HEIGHT - TOP - BOTTOM}
          className="fill-line"
        />
      )}
      {days.map(({ date, app, api }, i) => {
        const bar = { x: LEFT + step * (i + (1 - BAR) / 2), width: step * BAR };
        return (
          <g key={date}>
            <rect {...bar} y={y(app)} height={y(0) - y(app)} className="fill-accent" />
            <rect {...bar} y={y(app + api)} height={y(app) - y(app + api)} className="fill-second" />
          </g>
        );
      })}
      <text x={LEFT} y={HEIGHT - 4} className={LABEL}>
        {formats.day(days[0]!.date)}
      </text>
      <text x={width} y={HEIGHT - 4} textAnchor="end" className={LABEL}>
        {formats.day(days.at(-1)!.date)}
      </text>
    </svg>
  );
}
