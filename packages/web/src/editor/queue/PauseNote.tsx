import { Hourglass, WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "../../ui/Live.tsx";
import type { Pause } from "../core/editor-store.ts";
import { useEditor } from "../session.ts";
import { useSecondsLeft } from "../use-seconds-left.ts";

/** Why no picture is sent just now, and when it goes on. */
export function PauseNote() {
  const pause = useEditor((state) => state.pause);
  return pause && <Note pause={pause} />;
}

function Note({ pause: { reason, until } }: { pause: Pause }) {
  const { t } = useTranslation();
  const seconds = useSecondsLeft(until);
  const why = t(`pause.${reason}`);
  // Said once: nobody wants to hear every second.
  useEffect(() => announce(why), [why]);
  const Icon = reason === "offline" ? WifiOff : Hourglass;
  return (
    <p className="flex shrink-0 items-center gap-2 border-t border-line bg-accent-soft px-3 py-1.5 text-sm">
      <Icon aria-hidden className="size-4 shrink-0" />
      <span>
        {why} {seconds !== null && <span className="tabular-nums">{t("pause.goesOn", { seconds })}</span>}
      </span>
    </p>
  );
}
