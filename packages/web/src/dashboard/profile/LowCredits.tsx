import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery, updateAccount } from "../../api/account.ts";
import type { Profile } from "../../api/schema.ts";
import { Form } from "../../ui/Form.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
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
        <TextField
          label={t("profile.lowCreditsAt")}
          hint={t("profile.lowCreditsHint")}
          name="credits"
          type="number"
          inputMode="numeric"
          min={0}
          max={1_000_000_000}
          step={1}
          placeholder={String(lowCredits.mailAt)}
          defaultValue={lowCredits.threshold ?? ""}
        />
        {saved && <Notice kind="success">{t("app.saved")}</Notice>}
      </Form>
    </Card>
  );
}
