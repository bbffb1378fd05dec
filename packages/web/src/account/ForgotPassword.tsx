import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestReset } from "../api/auth.ts";
import { Form } from "../ui/Form.tsx";
import { Notice } from "../ui/Notice.tsx";
import { AuthCard } from "./AuthCard.tsx";
import { EmailField } from "./EmailField.tsx";

export function ForgotPassword() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);

  async function submit({ email = "" }: Record<string, string>): Promise<string> {
    await requestReset(email);
    return email;
  }

  return (
    <AuthCard title={t("auth.forgotTitle")} text={t("auth.forgotText")}>
      {sentTo !== null && <Notice kind="success">{t("auth.linkSent", { email: sentTo })}</Notice>}
      <Form submit={t("auth.sendLink")} onSubmit={submit} onDone={setSentTo}>
        <EmailField />
      </Form>
      <Link to="/sign-in" className="text-sm underline">
        {t("auth.backToSignIn")}
      </Link>
    </AuthCard>
  );
}
