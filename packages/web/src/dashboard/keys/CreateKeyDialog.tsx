import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createKey } from "../../api/keys.ts";
import type { NewApiKey } from "../../api/schema.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useKeyLimits } from "./KeyLimits.tsx";

interface CreateKeyDialogProps {
  onMade: (key: NewApiKey) => void;
  onClose: () => void;
}

const LIVES = ["0", "30", "90", "365"] as const;
type Life = (typeof LIVES)[number];
const DAY_MS = 86_400_000;

export function CreateKeyDialog({ onMade, onClose }: CreateKeyDialogProps) {
  const { t } = useTranslation();
  const [life, setLife] = useState<Life>("0");

  const limits = useKeyLimits();

  function submit(fields: Record<string, string>): Promise<NewApiKey> {
    const key = { name: fields.name ?? "", ...limits.read(fields) };
    if (life === "0") return createKey(key);
    return createKey({ ...key, expiresAt: new Date(Date.now() + Number(life) * DAY_MS).toISOString() });
  }

  return (
    <Dialog title={t("keys.create")} onClose={onClose}>
      <Form submit={t("keys.create")} onSubmit={submit} onDone={onMade}>
        <TextField label={t("keys.name")} hint={t("keys.nameHint")} name="name" maxLength={100} required />
        <Select
          label={t("keys.expires")}
          value={life}
          options={LIVES.map((value) => ({
            value,
            label: value === "0" ? t("keys.never") : t("keys.inDays", { count: Number(value) }),
          }))}
          onValue={setLife}
        />
        <details>
          <summary className="min-h-10 cursor-pointer py-2 text-sm font-medium">{t("keys.limits")}</summary>
          <div className="flex flex-col gap-4">{limits.fields}</div>
        </details>
      </Form>
    </Dialog>
  );
}
