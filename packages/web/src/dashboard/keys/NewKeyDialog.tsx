import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { CallSamples } from "./CallSamples.tsx";

interface NewKeyDialogProps {
  made: { name: string; key: string };
  onClose: () => void;
}

/** The only time that a key is shown. */
export function NewKeyDialog({ made, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("keys.newTitle")} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-sm">{t("keys.newText")}</p>
        <CopyField label={made.name} text={made.key} />
        <CallSamples apiKey={made.key} />
        <Button look="primary" onClick={onClose}>
          {t("keys.done")}
        </Button>
      </div>
    </Dialog>
  );
}
