import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { editor } from "../session.ts";

/** Removes all pictures; asks first where work would be lost. */
export function ClearButton() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  function onClick(): void {
    const { pictures } = editor.getState();
    if (pictures.length > 1 || pictures.some(({ strokes }) => strokes.length > 0)) setAsking(true);
    else editor.clear();
  }
  return (
    <>
      <IconButton icon={Trash2} label={t("queue.clear")} onClick={onClick} />
      {asking && (
        <Dialog title={t("queue.clearTitle")} onClose={() => setAsking(false)}>
          <p className="mb-4">{t("queue.clearText")}</p>
          <Button look="danger" className="w-full" onClick={editor.clear}>
            {t("queue.clear")}
          </Button>
        </Dialog>
      )}
    </>
  );
}
