import type { TFunction } from "i18next";
import { errorSentence } from "../api/error-sentence.ts";
import type { EditorState } from "./core/editor-store.ts";
import type { Picture } from "./core/picture.ts";
import { waitingBefore } from "./core/queue-place.ts";

/** How far a picture is, and what it waits for, in words. */
export function progressSentence(
  t: TFunction,
  { id, progress }: Picture,
  { pictures, pause }: Pick<EditorState, "pictures" | "pause">,
): string {
  switch (progress.kind) {
    case "waiting": {
      if (pause) return t(`pause.${pause.reason}`);
      const before = waitingBefore(pictures, id);
      return before > 0 ? t("picture.waitingBehind", { count: before }) : t("picture.waiting");
    }
    case "uploading":
      return t("picture.uploading", { percent: Math.round(progress.share * 100) });
    case "loading":
      return t("picture.loading", { percent: Math.round(progress.share * 100) });
    case "working":
      return t("picture.working");
    case "ready":
      return t("picture.ready");
    case "failed":
      return errorSentence(t, progress.error);
  }
}
