import { useTranslation } from "react-i18next";
import { MINIMUM_PASSWORD_LENGTH } from "../api/auth.ts";
import { TextField } from "../ui/TextField.tsx";

export function NewPasswordField({ label }: { label: string }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={label}
      hint={t("auth.passwordHint", { minimum: MINIMUM_PASSWORD_LENGTH })}
      name="newPassword"
      type="password"
      autoComplete="new-password"
      minLength={MINIMUM_PASSWORD_LENGTH}
      maxLength={128}
      required
    />
  );
}
