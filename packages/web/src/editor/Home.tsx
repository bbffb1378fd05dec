import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Camera, ImagePlus, Link, Scissors } from "lucide-react";
import { useTranslation } from "react-i18next";
import { siteQuery } from "../api/site.ts";
import { Prices } from "../front/Prices.tsx";
import { Promises } from "../front/Promises.tsx";
import { SamplePictures } from "../front/SamplePictures.tsx";
import { Button } from "../ui/Button.tsx";
import { FilePicker } from "../ui/FilePicker.tsx";
import { useKeyNames } from "../ui/use-key-names.ts";
import { Allowance } from "./Allowance.tsx";
import { ACCEPTED_FILES } from "./core/intake.ts";
import { EarlierVisit } from "./keep/EarlierVisit.tsx";
import { OnDeviceSwitch } from "./on-device/OnDeviceSwitch.tsx";
import type { IntakeState } from "./use-intake.ts";

interface HomeProps {
  intake: IntakeState;
  onCamera: () => void;
  onAddress: () => void;
}

/** Before there are pictures. */
export function Home({ intake, onCamera, onAddress }: HomeProps) {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  const { command } = useKeyNames();
  return (
    <div className="mx-auto flex w-full max-w-6xl grow flex-col gap-12 px-4 py-8 sm:gap-16 sm:py-12">
      <EarlierVisit />
      <div className="grid items-center gap-10 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <div className="flex flex-col gap-3">
            <h1 className="text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
              {t("home.headline")}
            </h1>
            <p className="text-lg text-pretty text-muted">{t("home.text")}</p>
          </div>
          <div
            className={clsx(
              "cutting-mat relative flex min-h-72 flex-col items-center justify-center gap-5 rounded-3xl border-2 border-dashed bg-surface p-6 text-center transition-colors",
              intake.dragging ? "border-accent bg-accent-soft" : "border-edge",
            )}
          >
            <Scissors aria-hidden className="absolute -top-3.5 left-12 size-7 -scale-x-100 text-edge" />
            <p className="rounded-lg bg-surface px-3 py-1 text-xl font-medium pointer-coarse:hidden">
              {t(intake.dragging ? "home.dropNow" : "home.drop")}
            </p>
            <div className="flex flex-wrap justify-center gap-3">
              <FilePicker
                className="min-h-12 px-6 text-base"
                icon={<ImagePlus aria-hidden className="size-5" />}
                label={t("home.choose")}
                accept={ACCEPTED_FILES}
                multiple
                onFiles={intake.add}
              />
              <Button className="min-h-12 px-6 text-base" onClick={onCamera}>
                <Camera aria-hidden className="size-5" />
                {t("home.camera")}
              </Button>
              <Button className="min-h-12 px-6 text-base" onClick={onAddress}>
                <Link aria-hidden className="size-5" />
                {t("address.title")}
              </Button>
            </div>
            <p className="hidden rounded bg-surface px-2 text-sm text-muted pointer-fine:block">
              {t("home.paste", { keys: `${command}V` })}
            </p>
          </div>
          <OnDeviceSwitch />
          <div className="flex flex-col items-center gap-1 text-center text-sm text-muted">
            {site && (
              <p>
                {t("home.limits", {
                  megabytes: Math.round(site.limits.maxBytes / 1024 / 1024),
                  side: site.limits.maxSide,
                })}
              </p>
            )}
            <Allowance />
          </div>
        </div>
        <SamplePictures onFile={(file) => intake.add([file])} />
      </div>
      <Promises />
      <Prices />
      <p className="text-sm text-pretty text-muted">{t("front.credits")}</p>
    </div>
  );
}
