import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { systemQuery } from "../api/admin.ts";
import type { ServerStatus } from "../api/schema.ts";
import { Loaded } from "../dashboard/Loaded.tsx";
import { Card, Page } from "../dashboard/Page.tsx";
import { useFormats } from "../i18n/use-formats.ts";
import { Facts } from "./Facts.tsx";
import { Overview } from "./Overview.tsx";
import { PRECISION_WORDS } from "./precision-words.ts";
import { SetUp } from "./SetUp.tsx";
import { uptimeText } from "./uptime.ts";
import { Workers } from "./Workers.tsx";

export function SystemPage() {
  const { t, i18n } = useTranslation();
  const system = useQuery(systemQuery);
  return (
    <Page title={t("admin.systemTitle")}>
      <Overview />
      <Loaded query={system}>
        {(status) => (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <Card title={t("admin.engine")}>
                <Facts
                  facts={[
                    [t("keys.state"), t(status.engine.ready ? "admin.ready" : "admin.notReady")],
                    [t("admin.model"), status.engine.model],
                    [t("admin.precision"), <Precision key="precision" engine={status.engine} />],
                    [t("admin.threads"), status.engine.threads],
                    [t("admin.working"), status.engine.working],
                    [t("admin.waiting"), status.engine.waiting],
                  ]}
                />
              </Card>
              <Card title={t("admin.server")}>
                <Facts
                  facts={[
                    [t("admin.version"), status.version],
                    [t("admin.uptime"), uptimeText(status.uptimeSeconds, i18n.language)],
                    [t("admin.database"), t(`admin.${status.storage.database}`)],
                    [t("admin.redis"), t(`admin.${status.storage.redis}`)],
                    [t("admin.mail"), t(`admin.${status.mail.transport}`)],
                    [t("admin.mailsWaiting"), status.mail.waiting],
                  ]}
                />
              </Card>
            </div>
            {status.queue && <Workers queue={status.queue} />}
            <SetUp setUp={status.setUp} />
            <RecentErrors errors={status.recentErrors} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What the model computes in, and what the trial on the server's machine measured. */
function Precision({ engine: { precision } }: Pick<ServerStatus, "engine">) {
  const { t, i18n } = useTranslation();
  if (!precision) return "–";
  const { trial } = precision;
  const name = t(PRECISION_WORDS[precision.precision]);
  if (!trial) return name;
  const number = (value: number, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1, ...options }).format(value);
  const agreement = number(trial.agreement, { style: "percent" });
  return `${name} (${t("admin.trial", { agreement, speedup: number(trial.speedup) })})`;
}

function RecentErrors({ errors }: { errors: ServerStatus["recentErrors"] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Card title={t("admin.recentErrors")}>
      {errors.length === 0 ? (
        <p className="text-muted">{t("admin.noErrors")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line text-sm">
          {errors.map(({ at, requestId, route, message }) => (
            <li key={`${requestId} ${at}`} className="flex flex-col gap-0.5 py-2">
              <p className="break-words">{message}</p>
              <p className="break-all text-muted">
                {formats.moment(at)} · {route} · <code>{requestId}</code>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
