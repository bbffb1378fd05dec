import { lazyRouteComponent } from "@tanstack/react-router";
import { Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../api/error-sentence.ts";
import { Loading } from "../app/Fallbacks.tsx";
import { usePageTitle } from "../app/use-page-title.ts";
import { announce } from "../ui/Live.tsx";
import { AddressDialog } from "./AddressDialog.tsx";
import { CameraDialog } from "./CameraDialog.tsx";
import { activePicture } from "./core/editor-store.ts";
import { Home } from "./Home.tsx";
import { Refusals } from "./Refusals.tsx";
import { ShortcutsDialog } from "./ShortcutsDialog.tsx";
import { editor, useEditor } from "./session.ts";
import { useIntake } from "./use-intake.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Most of the page's code, which whoever only reads about the product need not load. */
const Workspace = lazyRouteComponent(() => import("./Workspace.tsx"), "Workspace");

export function Editor() {
  const { t } = useTranslation();
  usePageTitle(t("home.title"));
  const picture = useEditor(activePicture);
  const intake = useIntake();
  const [dialog, setDialog] = useState<"camera" | "address" | null>(null);
  const shortcuts = useShortcuts();
  useUnloadWarning();
  useAnnouncedProgress();
  const close = () => setDialog(null);
  const ways = { onCamera: () => setDialog("camera"), onAddress: () => setDialog("address") };
  return (
    <>
      {picture ? (
        <Suspense fallback={<Loading />}>
          <Workspace picture={picture} intake={intake} {...ways} onShortcuts={shortcuts.show} />
        </Suspense>
      ) : (
        <Home intake={intake} {...ways} />
      )}
      <Refusals intake={intake} />
      {shortcuts.shown && <ShortcutsDialog onClose={shortcuts.hide} />}
      {dialog === "camera" && <CameraDialog onPhoto={(photo) => intake.add([photo])} onClose={close} />}
      {dialog === "address" && <AddressDialog onAddresses={intake.addAddresses} onClose={close} />}
    </>
  );
}

/** Has the browser ask before work is left that was not downloaded; it is kept here, but not for ever. */
function useUnloadWarning(): void {
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (editor.getState().pictures.some(({ downloaded }) => !downloaded)) event.preventDefault();
    };
    addEventListener("beforeunload", onUnload);
    return () => removeEventListener("beforeunload", onUnload);
  }, []);
}

/** Tells screen readers which pictures are ready and which have failed. */
function useAnnouncedProgress(): void {
  const { t } = useTranslation();
  const pictures = useEditor((state) => state.pictures);
  const known = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { id, file, progress } of pictures) {
      const before = known.current.get(id);
      known.current.set(id, progress.kind);
      if (before === undefined || before === progress.kind) continue;
      if (progress.kind === "ready") announce(t("picture.announceReady", { name: file.name }));
      if (progress.kind === "failed")
        announce(t("picture.announceFailed", { name: file.name, reason: errorSentence(t, progress.error) }));
    }
  }, [pictures, t]);
}
