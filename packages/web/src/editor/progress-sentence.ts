import type { TFunction } from "i18next";
import { errorSentence } from "../api/error-sentence.ts";
import type { Progress } from "./core/picture.ts";

/** How far a picture is, in words. */
export function progressSentence(t: TFunction, progress: Progress): string {
  switch (progress.kind) {
    case "waiting":
      return t("picture.waiting");
    case "uploading":
      return t("picture.uploading", { percent: Math.round(progress.share * 100) });
    case "working":
      return t("picture.working");
    case "retrying":
      return t("picture.retrying", { seconds: progress.seconds });
    case "ready":
      return t("picture.ready");
    case "failed":
      return errorSentence(t, progress.error);
  }
}
