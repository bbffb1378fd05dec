import clsx from "clsx";
import { ChevronsLeftRight } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import { BeforeAfterLabels } from "../ui/BeforeAfterLabels.tsx";
import { SAMPLES, type SampleName } from "./samples.ts";

/**
 * A sample before (left of the line) and after. The line sweeps once, for less than the five seconds after which WCAG 2.2.2
 * asks for a way to stop it; from then on, or from the first touch on, it is the reader's.
 */
export function BeforeAfter({ name }: { name: SampleName }) {
  const { t } = useTranslation();
  const [share, setShare] = useState<number>();
  const { photo, cutout, width, height } = SAMPLES[name];
  const percent = share ?? 50;
  const picture = "absolute inset-0 size-full object-cover object-top";
  return (
    <div
      className={clsx(
        "checkerboard relative aspect-3/2 overflow-hidden rounded-3xl border border-line select-none",
        share === undefined && "motion-safe:sweeping",
      )}
      style={{ "--share": `${percent}%` } as CSSProperties}
    >
      <img src={cutout} alt="" width={width} height={height} className={picture} />
      <img
        src={photo}
        alt=""
        width={width}
        height={height}
        className={clsx(picture, "[clip-path:inset(0_calc(100%-var(--share))_0_0)]")}
      />
      <BeforeAfterLabels />
      <input
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-label={t("front.compare", { name: t(`front.${name}`) })}
        aria-valuetext={t("stage.compareValue", { percent })}
        className="peer absolute inset-0 size-full cursor-ew-resize touch-pan-y opacity-0"
        onPointerDown={() => setShare(percent)}
        onChange={(event) => setShare(event.target.valueAsNumber)}
      />
      <span className="pointer-events-none absolute inset-y-0 left-(--share) w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]" />
      <span className="pointer-events-none absolute top-1/2 left-(--share) -translate-1/2 rounded-full border border-black/40 bg-white p-1.5 text-black shadow-lg peer-focus-visible:ring-4 peer-focus-visible:ring-accent">
        <ChevronsLeftRight aria-hidden className="size-4" />
      </span>
    </div>
  );
}
