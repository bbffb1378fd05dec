import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { addressesIn } from "./core/intake.ts";

interface AddressDialogProps {
  onAddresses: (addresses: readonly string[]) => void;
  onClose: () => void;
}

/** Takes pictures from the web by their addresses, one a line. */
export function AddressDialog({ onAddresses, onClose }: AddressDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const addresses = addressesIn(text);
  return (
    <Dialog title={t("address.title")} onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          onAddresses(addresses);
          onClose();
        }}
      >
        <label className="flex flex-col gap-1 text-sm font-medium">
          {t("address.label")}
          <textarea
            rows={5}
            inputMode="url"
            spellCheck={false}
            placeholder="https://"
            value={text}
            className="rounded-lg border border-edge bg-surface px-3 py-2 font-mono text-base sm:text-sm"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p className="text-sm text-muted">{t("address.hint")}</p>
        <Button type="submit" look="primary" disabled={addresses.length === 0}>
          {t("address.add")}
        </Button>
      </form>
    </Dialog>
  );
}
