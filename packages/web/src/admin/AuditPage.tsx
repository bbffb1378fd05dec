import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { auditQuery } from "../api/admin.ts";
import type { AuditEntry } from "../api/schema.ts";
import { Loading } from "../app/Fallbacks.tsx";
import { Page } from "../dashboard/Page.tsx";
import { useFormats } from "../i18n/use-formats.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/Notice.tsx";
import { useChangeText } from "./use-change-text.ts";

const route = getRouteApi("/dashboard/admin/admin/audit");

const ACTIONS = {
  "account.created": "admin.created",
  "account.changed": "admin.changed",
  "account.exported": "admin.exported",
  "account.deleted": "admin.deleted",
  "password.reset": "admin.passwordReset",
  "key.created": "admin.keyCreated",
  "key.revoked": "admin.keyRevoked",
} as const satisfies Record<AuditEntry["action"], string>;

/** What administrators did, to one account or to all. */
export function AuditPage() {
  const { t } = useTranslation();
  const { uid } = route.useSearch();
  const audit = useInfiniteQuery(auditQuery(uid));
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page title={t("admin.auditTitle")}>
      <p className="text-muted">{t("admin.auditText")}</p>
      {uid !== undefined && (
        <p className="flex flex-wrap gap-x-3 text-sm">
          <strong className="font-medium wrap-anywhere">
            {t("admin.auditOne", { account: entries[0]?.email ?? uid })}
          </strong>
          <Link to="/dashboard/admin/audit" search={{}} className="underline">
            {t("admin.auditAll")}
          </Link>
        </p>
      )}
      <ErrorNotice error={audit.error} />
      {audit.isPending && <Loading />}
      {audit.data && entries.length === 0 && <p className="text-muted">{t("admin.auditNone")}</p>}
      <ol className="flex flex-col gap-2">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {audit.hasNextPage && (
        <Button disabled={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t("admin.more")}
        </Button>
      )}
    </Page>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const changeText = useChangeText();
  const { at, actor, action, uid, email, reason } = entry;
  const actors: Record<string, string> = { "admin token": t("admin.token"), program: t("admin.program") };
  return (
    <li className="flex flex-col gap-1 rounded-xl border border-line bg-surface px-4 py-3 text-sm">
      <p className="font-medium wrap-anywhere">
        {t(ACTIONS[action])}: {email ?? uid}
      </p>
      <ul>
        {changeText(entry).map((line) => (
          <li key={line} className="wrap-anywhere">
            {line}
          </li>
        ))}
      </ul>
      {reason !== undefined && <p className="wrap-anywhere">{t("admin.because", { reason })}</p>}
      <p className="text-muted wrap-anywhere">
        {formats.moment(at)} · {actors[actor] ?? actor}
      </p>
    </li>
  );
}
