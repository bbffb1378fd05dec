import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import { Loading } from "../app/Fallbacks.tsx";
import { usePageTitle } from "../app/use-page-title.ts";
import { ErrorNotice } from "../ui/Notice.tsx";
import { keepAccessible } from "./accessible-scalar.ts";
import { KeyBar } from "./KeyBar.tsx";
import { keyOf } from "./reference-key.ts";
import { followAppearance, loadScalar, showApi } from "./scalar.ts";
import "./reference.css";

/** The API, to read and to try, with the signed-in visitor's key filled in. */
export function Reference() {
  const { t } = useTranslation();
  usePageTitle(t("reference.title"));
  return wasLoadedHere() ? <ReferencePage /> : <LoadAnew />;
}

/**
 * The library puts its styles into the page, which only the policy of this address allows: whoever comes from another page
 * without a load, as after signing in, gets one.
 */
function wasLoadedHere(): boolean {
  const [loaded] = performance.getEntriesByType("navigation");
  return !loaded || new URL(loaded.name).pathname === location.pathname;
}

function LoadAnew() {
  useEffect(() => location.reload(), []);
  return <Loading />;
}

function ReferencePage() {
  const { t } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  const uid = account?.uid;
  const key = useQuery({
    queryKey: ["reference-key", uid],
    queryFn: () => keyOf(uid!),
    enabled: uid !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const scalar = useQuery({
    queryKey: ["site", "scalar"],
    queryFn: loadScalar,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = account === null || (account !== undefined && !key.isPending);
  return (
    <>
      <section
        aria-label={t("dashboard.keys")}
        className="flex flex-col gap-2 border-b border-line bg-surface px-3 py-2 text-sm sm:px-5"
      >
        {known && <KeyBar account={account} shown={key.data ?? null} />}
        <ErrorNotice error={key.error ?? scalar.error} />
      </section>
      {scalar.data && known ? (
        <Api scalar={scalar.data} apiKey={key.data?.key} />
      ) : (
        !scalar.error && <Loading />
      )}
    </>
  );
}

interface ApiProps {
  scalar: Awaited<ReturnType<typeof loadScalar>>;
  apiKey: string | undefined;
}

function Api({ scalar, apiKey }: ApiProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const copyLabel = t("app.copy");
  useEffect(() => {
    // The library takes its place over, so it gets one that React knows nothing of.
    const own = place.current!.appendChild(document.createElement("div"));
    const shown = showApi(scalar, own, apiKey);
    const stopFollowing = followAppearance();
    return () => {
      stopFollowing();
      shown.destroy();
      own.remove();
    };
  }, [scalar, apiKey]);
  useEffect(() => keepAccessible(place.current!, copyLabel), [copyLabel]);
  return <div ref={place} className="grow" />;
}
