import { useQuery } from "@tanstack/react-query";
import { Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { renameKey, revokeKey, rotateKey, stateOfKey } from "../../api/keys.ts";
import { keyUseQuery } from "../../api/requests.ts";
import type { ApiKey, NewApiKey } from "../../api/schema.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useFormats } from "../use-formats.ts";

interface KeyListProps {
  keys: ApiKey[];
  onMade: (key: NewApiKey) => void;
  onChanged: () => unknown;
}

type Doing = { what: "rename" | "rotate" | "revoke"; key: ApiKey };

export function KeyList({ keys, onMade, onChanged }: KeyListProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <>
      <ul className="flex flex-col gap-3">
        {keys.map((key) => (
          <KeyEntry key={key.id} entry={key} onDo={(what) => setDoing({ what, key })} />
        ))}
      </ul>
      {doing && (
        <KeyAction
          doing={doing}
          onClose={close}
          onMade={(key) => {
            close();
            onMade(key);
          }}
          onChanged={() => {
            close();
            onChanged();
          }}
        />
      )}
    </>
  );
}

function KeyEntry({ entry, onDo }: { entry: ApiKey; onDo: (what: Doing["what"]) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: uses } = useQuery(keyUseQuery);
  const { requests = 0, credits = 0 } = uses?.get(entry.id) ?? {};
  const state = stateOfKey(entry, new Date());
  const named = (action: string) => `${action}: ${entry.name}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl border border-line bg-surface p-4">
      <div className="min-w-0 grow basis-48">
        <p className="font-medium break-words">
          {entry.name}{" "}
          {state !== "active" && <span className="text-sm text-danger">· {t(`keys.${state}`)}</span>}
        </p>
        <code className="text-sm text-muted">
          {entry.prefix}…{entry.lastFour}
        </code>
      </div>
      <dl className="grid grid-cols-[auto_auto] gap-x-3 text-sm">
        <dt className="text-muted">{t("keys.created")}</dt>
        <dd>{formats.date(entry.createdAt)}</dd>
        <dt className="text-muted">{t("keys.lastUsed")}</dt>
        <dd>{entry.lastUsedAt ? formats.moment(entry.lastUsedAt) : t("keys.notUsed")}</dd>
        <dt className="text-muted">{t("keys.use")}</dt>
        <dd>
          {uses
            ? t("keys.used", { requests: formats.number(requests), credits: formats.number(credits) })
            : "…"}
        </dd>
        <dt className="text-muted">{t("keys.expires")}</dt>
        <dd>{entry.expiresAt ? formats.date(entry.expiresAt) : t("keys.never")}</dd>
      </dl>
      {state === "active" && (
        <div className="flex">
          <IconButton icon={Pencil} label={named(t("keys.rename"))} onClick={() => onDo("rename")} />
          <IconButton icon={RefreshCw} label={named(t("keys.rotate"))} onClick={() => onDo("rotate")} />
          <IconButton icon={Trash2} label={named(t("keys.revoke"))} onClick={() => onDo("revoke")} />
        </div>
      )}
    </li>
  );
}

interface KeyActionProps {
  doing: Doing;
  onClose: () => void;
  onMade: (key: NewApiKey) => void;
  onChanged: () => void;
}

function KeyAction({ doing: { what, key }, onClose, onMade, onChanged }: KeyActionProps) {
  const { t } = useTranslation();
  const { id, name } = key;
  switch (what) {
    case "rename":
      return (
        <Dialog title={t("keys.renameTitle", { name })} onClose={onClose}>
          <Form
            submit={t("app.save")}
            onSubmit={({ newName = "" }) => renameKey(id, newName)}
            onDone={onChanged}
          >
            <TextField
              label={t("keys.name")}
              hint={t("keys.nameHint")}
              name="newName"
              defaultValue={name}
              maxLength={100}
              required
            />
          </Form>
        </Dialog>
      );
    case "rotate":
      return (
        <Dialog title={t("keys.rotateTitle", { name })} onClose={onClose}>
          <Form submit={t("keys.rotate")} onSubmit={() => rotateKey(id)} onDone={onMade}>
            <p>{t("keys.rotateText")}</p>
          </Form>
        </Dialog>
      );
    case "revoke":
      return (
        <Dialog title={t("keys.revokeTitle", { name })} onClose={onClose}>
          <Form submit={t("keys.revoke")} look="danger" onSubmit={() => revokeKey(id)} onDone={onChanged}>
            <p>{t("keys.revokeText")}</p>
          </Form>
        </Dialog>
      );
  }
}
