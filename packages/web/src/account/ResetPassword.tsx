import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { resetPassword } from "../api/auth.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Form } from "../ui/Form.tsx";
import { ErrorNotice, Notice } from "../ui/Notice.tsx";
import { AuthCard } from "./AuthCard.tsx";
import { NewPasswordField } from "./NewPasswordField.tsx";

const route = getRouteApi("/reset-password");

/** Where the link in the mail leads. */
export function ResetPassword() {
  const { t } = useTranslation();
  const { token } = route.useSearch();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <AuthCard title={t("auth.resetTitle")}>
        <Notice kind="success">{t("auth.resetDone")}</Notice>
        <Link to="/sign-in" className={buttonClass("primary")}>
          {t("app.signIn")}
        </Link>
      </AuthCard>
    );
  }
  if (token === undefined) {
    return (
      <AuthCard title={t("auth.resetTitle")}>
        <ErrorNotice error={new ApiError({ code: "invalid_token", message: "No token" })} />
        <Link to="/forgot-password" className={buttonClass("primary")}>
          {t("auth.sendLink")}
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("auth.resetTitle")}>
      <Form
        submit={t("app.save")}
        onSubmit={({ newPassword = "" }) => resetPassword({ token, newPassword })}
        onDone={() => setDone(true)}
      >
        <NewPasswordField label={t("auth.newPassword")} />
      </Form>
      <Link to="/forgot-password" className="text-sm underline">
        {t("auth.anotherLink")}
      </Link>
    </AuthCard>
  );
}
