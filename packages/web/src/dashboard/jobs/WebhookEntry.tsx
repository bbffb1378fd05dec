import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  deleteWebhook,
  deliveriesQuery,
  resendDelivery,
  testWebhook,
  webhooksQuery,
} from "../../api/jobs.ts";
import type { Webhook } from "../../api/schema.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { Loaded } from "../Loaded.tsx";

/** One webhook with its log. */
export function WebhookEntry({ webhook: { id, url, enabled } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const onSettled = () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const test = useMutation({ mutationFn: () => testWebhook(id), onSettled });
  const remove = useMutation({ mutationFn: () => deleteWebhook(id), onSettled });
  return (
    <div className="flex flex-col gap-2 rounded-xl border border-line p-3">
      <p className="font-mono text-sm break-all">
        {url}
        {!enabled && <span className="text-muted"> · {t("webhooks.off")}</span>}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t("webhooks.log")}
        </Button>
        <Button
          disabled={test.isPending}
          onClick={() => {
            setIsOpen(true);
            test.mutate();
          }}
        >
          {t("webhooks.test")}
        </Button>
        <Button look="quiet" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {t("webhooks.delete")}
        </Button>
      </div>
      <ErrorNotice error={test.error ?? remove.error} />
      {isOpen && <Log id={id} />}
    </div>
  );
}

function Log({ id }: { id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const queries = useQueryClient();
  const deliveries = useQuery(deliveriesQuery(id));
  const again = useMutation({
    mutationFn: (delivery: string) => resendDelivery(id, delivery),
    onSettled: () => queries.invalidateQueries({ queryKey: deliveriesQuery(id).queryKey }),
  });
  return (
    <Loaded query={deliveries}>
      {(all) =>
        all.length === 0 ? (
          <p className="text-sm text-muted">{t("webhooks.none")}</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line text-sm">
            {all.map((delivery) => (
              <li key={delivery.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
                <span className="font-mono">{delivery.type}</span>
                <span className="text-muted">{moment(delivery.createdAt)}</span>
                <span>
                  {t(`webhooks.states.${delivery.state}`)}
                  {delivery.status !== null && ` (${delivery.status})`}
                </span>
                <Button look="quiet" disabled={again.isPending} onClick={() => again.mutate(delivery.id)}>
                  {t("webhooks.again")}
                </Button>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
