import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sendTestMail } from "../api/admin.ts";
import type { ServerStatus } from "../api/schema.ts";
import { Card } from "../dashboard/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice, Notice } from "../ui/Notice.tsx";

type SetUpData = ServerStatus["setUp"];

/** What is set up and what is not, each with the variable that does it. */
export function SetUp({ setUp }: { setUp: SetUpData }) {
  const { t } = useTranslation();
  const rows: readonly (readonly [label: string, isSetUp: boolean, variables: string])[] = [
    ["PostgreSQL", setUp.database === "postgresql", "DATABASE_URL"],
    ["Redis", setUp.redis, "REDIS_URL"],
    [t("admin.mail"), setUp.mail, "SMTP_URL"],
    ["Stripe", setUp.billing, "STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET"],
    [t("admin.ownPlans"), setUp.plans, "ALPHACUT_PLANS"],
    [t("admin.jobFiles"), setUp.files !== "off", "ALPHACUT_STORAGE"],
    ["S3", setUp.files === "s3", "ALPHACUT_STORAGE"],
    ["Google", setUp.signIn.includes("google"), "GOOGLE_CLIENT_ID"],
    ["GitHub", setUp.signIn.includes("github"), "GITHUB_CLIENT_ID"],
    ["HTTPS", setUp.https, "PUBLIC_URL"],
    [t("admin.token"), setUp.adminToken, "ALPHACUT_ADMIN_TOKEN"],
    [t("admin.legal"), setUp.links, "ALPHACUT_TERMS_URL, ALPHACUT_PRIVACY_URL, ALPHACUT_IMPRINT_URL"],
  ];
  return (
    <Card title={t("admin.setUp")}>
      <ul className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2">
        {rows.map(([label, isSetUp, variables]) => {
          const Icon = isSetUp ? CircleCheck : CircleDashed;
          return (
            <li key={label} className="flex items-start gap-2">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${isSetUp ? "text-accent" : "text-muted"}`}
              />
              <span className="min-w-0">
                <span className="font-medium">{label}</span>
                <span className="text-muted"> · {t(isSetUp ? "admin.isSetUp" : "admin.isNotSetUp")}</span>
                {!isSetUp && <code className="block text-xs text-muted wrap-anywhere">{variables}</code>}
              </span>
            </li>
          );
        })}
      </ul>
      <TestMail />
    </Card>
  );
}

function TestMail() {
  const { t } = useTranslation();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: sendTestMail });
  return (
    <div className="flex flex-col items-start gap-3">
      <Button disabled={isPending} onClick={() => mutate()}>
        {t("admin.testMail")}
      </Button>
      <ErrorNotice error={error} />
      {data?.problem !== undefined && (
        <Notice kind="error">{t("admin.testMailFailed", { problem: data.problem })}</Notice>
      )}
      {data?.sent && (
        <Notice kind="success">
          {t(data.transport === "smtp" ? "admin.testMailSent" : "admin.testMailWritten")}
        </Notice>
      )}
    </div>
  );
}
