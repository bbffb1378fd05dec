import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signUp } from "../api/auth.ts";
import { Form } from "../ui/Form.tsx";
import { TextField } from "../ui/TextField.tsx";
import { AuthCard } from "./AuthCard.tsx";
import { EmailField } from "./EmailField.tsx";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { SendAgain } from "./SignIn.tsx";

export function SignUp() {
  const { t } = useTranslation();
  const [email, setEmail] = useState<string | null>(null);

  async function submit(fields: Record<string, string>): Promise<string> {
    const { name = "", email: address = "", newPassword: password = "" } = fields;
    await signUp({ name, email: address, password });
    return address;
  }

  if (email !== null) {
    return (
      <AuthCard title={t("auth.checkMail")} text={t("auth.checkMailText", { email })}>
        <SendAgain email={email} />
        <Link to="/sign-in" className="text-sm underline">
          {t("auth.backToSignIn")}
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("auth.signUpTitle")} text={t("auth.signUpText")}>
      <Form submit={t("app.signUp")} onSubmit={submit} onDone={setEmail}>
        <TextField label={t("auth.name")} name="name" autoComplete="name" maxLength={100} required />
        <EmailField />
        <NewPasswordField label={t("auth.password")} />
      </Form>
      <p className="text-sm text-muted">
        {t("auth.haveAccount")}{" "}
        <Link to="/sign-in" className="font-medium text-accent underline">
          {t("app.signIn")}
        </Link>
      </p>
    </AuthCard>
  );
}
