import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createWebhook, webhooksQuery } from "../../api/jobs.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Loaded } from "../Loaded.tsx";
import { Card } from "../Page.tsx";
import { WebhookEntry } from "./WebhookEntry.tsx";

/** Addresses that are told of all jobs of the account. */
export function Webhooks() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const webhooks = useQuery(webhooksQuery);
  const [url, setUrl] = useState("");
  const make = useMutation({
    mutationFn: createWebhook,
    async onSuccess() {
      setUrl("");
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true });
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    make.mutate(url);
  }

  return (
    <Card title={t("webhooks.title")} text={t("webhooks.text")}>
      <Loaded query={webhooks}>
        {(all) => (
          <ul className="flex flex-col gap-3">
            {all.map((webhook) => (
              <li key={webhook.id}>
                <WebhookEntry webhook={webhook} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <form className="flex flex-wrap items-end gap-2" onSubmit={submit}>
        <TextField
          className="min-w-60 grow"
          label={t("webhooks.address")}
          type="url"
          required
          placeholder="https://example.com/hooks"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={make.isPending}>
          {t("webhooks.add")}
        </Button>
      </form>
      <ErrorNotice error={make.error} />
      {make.data && (
        <Dialog title={t("webhooks.made")} onClose={() => make.reset()}>
          <p className="mb-4 text-sm text-muted">{t("webhooks.secretText")}</p>
          <CopyField label={t("webhooks.secret")} text={make.data.secret} />
        </Dialog>
      )}
    </Card>
  );
}
