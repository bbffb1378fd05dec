import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "../app/Fallbacks.tsx";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/Notice.tsx";

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}

/** What needs an answer of the server: shown when it is there, and until then why it is not. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Loading />;
  return (
    <div className="flex flex-col items-start gap-3">
      <ErrorNotice error={query.error} />
      <Button onClick={() => void query.refetch()}>{t("app.retry")}</Button>
    </div>
  );
}
