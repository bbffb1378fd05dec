import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../ui/Notice.tsx";
import { BeforeAfter } from "./BeforeAfter.tsx";
import { SAMPLE_NAMES, SAMPLES, type SampleName, sampleFile } from "./samples.ts";

/** What the product does, seen on samples: pointing at one shows it before and after, a click brings it into the editor. */
export function SamplePictures({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<SampleName>("animal");
  const load = useMutation({ mutationFn: sampleFile, onSuccess: onFile });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <BeforeAfter key={shown} name={shown} />
      <p className="text-center text-sm text-muted">{t("front.samples")}</p>
      <ul className="grid grid-cols-4 gap-2 sm:gap-3">
        {SAMPLE_NAMES.map((name) => (
          <li key={name}>
            <button
              type="button"
              className={clsx(
                "flex w-full flex-col items-center gap-1 rounded-xl border p-1.5 text-sm hover:bg-sunken",
                name === shown ? "border-accent" : "border-line",
              )}
              onPointerEnter={({ pointerType }) => pointerType === "mouse" && setShown(name)}
              onFocus={() => setShown(name)}
              onClick={() => load.mutate(name)}
            >
              <Thumbnail name={name} />
              {t(`front.${name}`)}
            </button>
          </li>
        ))}
      </ul>
      <ErrorNotice error={load.error} />
    </div>
  );
}

function Thumbnail({ name }: { name: SampleName }) {
  const { photo, width, height } = SAMPLES[name];
  return (
    <img
      src={photo}
      alt=""
      width={width}
      height={height}
      className="aspect-4/3 w-full rounded-lg object-cover object-top"
    />
  );
}
