import { useQuery } from "@tanstack/react-query";
import { Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeKey, revokeKey, rotateKey, stateOfKey } from "../../api/keys.ts";
import { keyUseQuery } from "../../api/requests.ts";
import type { ListedApiKey, NewApiKey } from "../../api/schema.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useKeyLimits } from "./KeyLimits.tsx";

interface KeyListProps {
  keys: ListedApiKey[];
  onMade: (key: NewApiKey) => void;
  onChanged: () => unknown;
}

type Doing = { what: "edit" | "rotate" | "revoke"; key: ListedApiKey };

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

function KeyEntry({ entry, onDo }: { entry: ListedApiKey; onDo: (what: Doing["what"]) => void }) {
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
        <LimitsOf entry={entry} />
      </dl>
      {state === "active" && (
        <div className="flex">
          <IconButton icon={Pencil} label={named(t("keys.edit"))} onClick={() => onDo("edit")} />
          <IconButton icon={RefreshCw} label={named(t("keys.rotate"))} onClick={() => onDo("rotate")} />
          <IconButton icon={Trash2} label={named(t("keys.revoke"))} onClick={() => onDo("revoke")} />
        </div>
      )}
    </li>
  );
}

/** What the key is limited to, a line for each limit. */
function LimitsOf({ entry }: { entry: ListedApiKey }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { monthlyLimit, usedThisMonth, allowedOrigins, allowedEndpoints } = entry;
  return (
    <>
      {monthlyLimit !== null && (
        <>
          <dt className="text-muted">{t("keys.thisMonth")}</dt>
          <dd className={usedThisMonth >= monthlyLimit ? "text-danger" : ""}>
            {t("keys.ofLimit", {
              used: formats.number(usedThisMonth),
              limit: formats.number(monthlyLimit),
            })}
          </dd>
        </>
      )}
      {allowedOrigins && (
        <>
          <dt className="text-muted">{t("keys.origins")}</dt>
          <dd className="wrap-anywhere">{allowedOrigins.join(" ")}</dd>
        </>
      )}
      {allowedEndpoints && (
        <>
          <dt className="text-muted">{t("keys.endpoints")}</dt>
          <dd className="wrap-anywhere">{allowedEndpoints.join(" ")}</dd>
        </>
      )}
    </>
  );
}

function EditKey({ entry, onChanged }: { entry: ListedApiKey; onChanged: () => void }) {
  const { t } = useTranslation();
  const limits = useKeyLimits(entry);
  return (
    <Form
      submit={t("app.save")}
      onSubmit={(fields) => changeKey(entry.id, { name: fields.name ?? "", ...limits.read(fields) })}
      onDone={onChanged}
    >
      <TextField
        label={t("keys.name")}
        hint={t("keys.nameHint")}
        name="name"
        defaultValue={entry.name}
        maxLength={100}
        required
      />
      {limits.fields}
    </Form>
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
    case "edit":
      return (
        <Dialog title={t("keys.editTitle", { name })} onClose={onClose}>
          <EditKey entry={key} onChanged={onChanged} />
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
