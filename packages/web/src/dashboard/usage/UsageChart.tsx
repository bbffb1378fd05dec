import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DayUsage } from "../../api/schema.ts";
import { useSize } from "../../ui/use-size.ts";
import { useFormats } from "../use-formats.ts";
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

function Bars({ days, most, width }: { days: DayUsage[]; most: number; width: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ceiling = ceilingFor(most);
  const step = (width - LEFT) / days.length;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / ceiling);
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      height={HEIGHT}
      role="img"
      aria-label={t("usage.chart")}
      className="w-full text-muted"
    >
      {[0, ceiling / 2, ceiling].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={width} y1={y(value)} y2={y(value)} className="stroke-line" />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end" className={LABEL}>
            {formats.number(value)}
          </text>
        </g>
      ))}
      {days.map(({ date, app, api }, i) => {
        const bar = { x: LEFT + step * (i + (1 - BAR) / 2), width: step * BAR };
        return (
          <g key={date}>
            <title>{`${formats.day(date)}: ${t("usage.app")} ${app}, ${t("usage.api")} ${api}`}</title>
            <rect
              x={LEFT + step * i}
              y={TOP}
              width={step}
              height={HEIGHT - TOP - BOTTOM}
              fill="transparent"
            />
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
