import type { JobItem } from "@alphacut/sdk/browser";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error.ts";
import { errorSentence } from "../../api/error-sentence.ts";
import { jobItemsQuery, localAddress } from "../../api/jobs.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";

/** The pictures of a job in order: results as they look, and why the others have none. */
export function JobItems({ id }: { id: string }) {
  const { t } = useTranslation();
  const items = useInfiniteQuery(jobItemsQuery(id));
  return (
    <>
      <ErrorNotice error={items.error} />
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {items.data?.pages
          .flatMap((page) => page.items)
          .map((item) => (
            <li key={item.id} className="flex min-w-0 flex-col gap-1">
              <Picture item={item} />
              <span className="truncate text-xs text-muted" title={item.name}>
                {item.name}
              </span>
            </li>
          ))}
      </ul>
      {items.hasNextPage && (
        <Button disabled={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
          {t("jobs.more")}
        </Button>
      )}
    </>
  );
}

const TILE =
  "flex aspect-square items-center justify-center overflow-hidden rounded-lg border border-line p-2";

function Picture({ item: { name, state, result, error } }: { item: JobItem }) {
  const { t } = useTranslation();
  if (result) {
    const address = localAddress(result);
    return (
      <a
        className={`${TILE} checkerboard`}
        href={`${address}&download=1`}
        download
        title={t("jobs.download", { name })}
      >
        <img className="max-h-full max-w-full object-contain" loading="lazy" src={address} alt={name} />
      </a>
    );
  }
  return (
    <div className={`${TILE} bg-sunken text-center text-xs text-muted`}>
      {state === "failed" ? (
        <span className="text-danger">
          {errorSentence(t, new ApiError({ code: error?.code ?? "", message: "" }))}
        </span>
      ) : state === "running" ? (
        <Spinner />
      ) : (
        t(`jobs.itemStates.${state === "canceled" ? "canceled" : "waiting"}`)
      )}
    </div>
  );
}
