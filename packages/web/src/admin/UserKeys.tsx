import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUserKey, revokeUserKey, userKeysQuery } from "../api/admin.ts";
import { stateOfKey } from "../api/keys.ts";
import { Loaded } from "../dashboard/Loaded.tsx";
import { Button } from "../ui/Button.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Form } from "../ui/Form.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { ErrorNotice } from "../ui/Notice.tsx";
import { TextField } from "../ui/TextField.tsx";

/** A user's keys: make and revoke. */
export function UserKeys({ uid }: { uid: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const keys = useQuery(userKeysQuery(uid));
  const refresh = () => queries.invalidateQueries({ queryKey: userKeysQuery(uid).queryKey });
  const create = useMutation({ mutationFn: (name: string) => createUserKey(uid, name), onSuccess: refresh });
  const [doubted, setDoubted] = useState<string | null>(null);
  const revoke = useMutation({ mutationFn: (id: string) => revokeUserKey(uid, id), onSuccess: refresh });
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="font-semibold">{t("admin.keysOf")}</h3>
      <ErrorNotice error={revoke.error} />
      <Loaded query={keys}>
        {(all) => (
          <ul className="flex flex-col gap-1">
            {all.map((key) => {
              const state = stateOfKey(key, new Date());
              return (
                <li key={key.id} className="flex min-h-10 items-center gap-3 text-sm">
                  <span className="min-w-0 grow truncate">
                    {key.name}{" "}
                    <code className="text-muted">
                      {key.prefix}…{key.lastFour}
                    </code>
                  </span>
                  {state !== "active" && <span className="text-muted">{t(`keys.${state}`)}</span>}
                  {state === "active" && doubted !== key.id && (
                    <IconButton
                      icon={Trash2}
                      label={`${t("keys.revoke")}: ${key.name}`}
                      onClick={() => setDoubted(key.id)}
                    />
                  )}
                  {state === "active" && doubted === key.id && (
                    <Button
                      autoFocus
                      look="danger"
                      aria-label={t("keys.revokeTitle", { name: key.name })}
                      disabled={revoke.isPending}
                      onClick={() => revoke.mutate(key.id)}
                    >
                      {t("keys.revoke")}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
      {create.data && <CopyField label={t("keys.newText")} text={create.data.key} />}
      <Form submit={t("keys.create")} look="secondary" onSubmit={({ name = "" }) => create.mutateAsync(name)}>
        <TextField label={t("keys.name")} name="name" maxLength={100} required />
      </Form>
    </section>
  );
}
