import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keysQuery } from "../../api/keys.ts";
import { REQUESTS_FILE, requestsQuery } from "../../api/requests.ts";
import { Loading } from "../../app/Fallbacks.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { Select } from "../../ui/Select.tsx";
import { Page } from "../Page.tsx";
import { RequestsTable } from "./RequestsTable.tsx";

/** What the account asked for in the last 30 days. */
export function RequestsPage() {
  const { t } = useTranslation();
  const [key, setKey] = useState("");
  const { data: keys = [] } = useQuery(keysQuery);
  const requests = useInfiniteQuery(requestsQuery(key));
  const lines = requests.data?.pages.flatMap((page) => page.requests) ?? [];
  return (
    <Page
      title={t("requests.title")}
      action={
        <a href={REQUESTS_FILE} download className="flex min-h-10 items-center gap-2 text-sm underline">
          <Download aria-hidden className="size-4" />
          {t("requests.csv")}
        </a>
      }
    >
      <p className="text-muted">{t("requests.text")}</p>
      <Select
        label={t("requests.key")}
        className="max-w-xs"
        value={key}
        options={[
          { value: "", label: t("requests.all") },
          ...keys.map(({ id, name, prefix }) => ({ value: id, label: `${name} (${prefix}…)` })),
        ]}
        onValue={setKey}
      />
      <ErrorNotice error={requests.error} />
      {requests.isPending && <Loading />}
      {requests.data && lines.length === 0 && <p className="text-muted">{t("requests.none")}</p>}
      {lines.length > 0 && <RequestsTable lines={lines} />}
      {requests.hasNextPage && (
        <Button disabled={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
          {t("admin.more")}
        </Button>
      )}
    </Page>
  );
}
