import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import type { Picture } from "../core/picture.ts";
import { progressSentence } from "../progress-sentence.ts";
import { useEditor } from "../session.ts";
import { Remedy } from "./Remedy.tsx";

/** What happens to the picture, over the stage, for as long as it is not ready. */
export function ProgressOverlay({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const { progress } = picture;
  const sentence = useEditor((state) => progressSentence(t, picture, state));
  if (progress.kind === "ready") return null;
  if (progress.kind === "failed") {
    return (
      <div className="absolute inset-x-4 bottom-4 mx-auto flex max-w-md flex-col gap-3 rounded-xl border border-line bg-surface p-3 shadow-xl">
        <ErrorNotice error={progress.error} />
        <Remedy pictureId={picture.id} error={progress.error} />
      </div>
    );
  }
  const share = "share" in progress ? progress.share : undefined;
  return (
    <div className="absolute inset-x-4 bottom-4 mx-auto flex max-w-xs flex-col gap-2 rounded-xl border border-line bg-surface p-3 shadow-xl">
      <p className="flex items-center gap-2 text-sm">
        <Spinner className="text-accent" />
        {sentence}
      </p>
      {share !== undefined && (
        <progress
          aria-label={sentence}
          value={share}
          max={1}
          className="h-1.5 w-full overflow-hidden rounded-full bg-line accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
    </div>
  );
}
