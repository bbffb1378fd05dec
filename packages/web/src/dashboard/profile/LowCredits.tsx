import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery, updateAccount } from "../../api/account.ts";
import type { Profile } from "../../api/schema.ts";
import { Form } from "../../ui/Form.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CreditsField } from "../CreditsField.tsx";
import { Card } from "../Page.tsx";

/** When a mail tells that credits run low. */
export function LowCredits({ account: { lowCredits } }: { account: Profile }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);

  async function save({ credits = "" }: Record<string, string>): Promise<void> {
    const lowCreditThreshold = credits === "" ? null : Number(credits);
    queries.setQueryData(accountQuery.queryKey, await updateAccount({ lowCreditThreshold }));
  }

  return (
    <Card title={t("profile.lowCredits")} text={t("profile.lowCreditsText")}>
      <Form submit={t("app.save")} className="max-w-md" onSubmit={save} onDone={() => setSaved(true)}>
        <CreditsField
          label={t("profile.lowCreditsAt")}
          hint={t("profile.lowCreditsHint")}
          name="credits"
          min={0}
          placeholder={String(lowCredits.mailAt)}
          defaultValue={lowCredits.threshold ?? ""}
        />
        {saved && <Notice kind="success">{t("app.saved")}</Notice>}
      </Form>
    </Card>
  );
}
