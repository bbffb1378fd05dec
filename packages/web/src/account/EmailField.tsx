import { useTranslation } from "react-i18next";
import { TextField } from "../ui/TextField.tsx";

export function EmailField() {
  const { t } = useTranslation();
  return <TextField label={t("auth.email")} name="email" type="email" autoComplete="username" required />;
}
