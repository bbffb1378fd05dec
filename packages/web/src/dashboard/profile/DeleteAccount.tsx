import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteAccount } from "../../api/account.ts";
import { forgetAccount } from "../../app/forget-account.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Card } from "../Page.tsx";

export function DeleteAccount() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);

  async function leave(): Promise<void> {
    await navigate({ to: "/" });
    forgetAccount(queries);
  }

  return (
    <Card title={t("profile.deleteTitle")} text={t("profile.deleteText")}>
      <Button look="danger" className="self-start" onClick={() => setAsking(true)}>
        {t("profile.delete")}
      </Button>
      {asking && (
        <Dialog title={t("profile.deleteTitle")} onClose={() => setAsking(false)}>
          <Form
            submit={t("profile.delete")}
            look="danger"
            onSubmit={({ password = "" }) => deleteAccount(password)}
            onDone={leave}
          >
            <p className="text-sm">{t("profile.deleteText")}</p>
            <TextField
              label={t("profile.deleteConfirm")}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          </Form>
        </Dialog>
      )}
    </Card>
  );
}
