import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUser } from "../api/admin.ts";
import { MINIMUM_PASSWORD_LENGTH } from "../api/auth.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Form } from "../ui/Form.tsx";
import { Switch } from "../ui/Switch.tsx";
import { TextField } from "../ui/TextField.tsx";
import { PlanSelect } from "./PlanSelect.tsx";

interface CreateUserDialogProps {
  onMade: () => void;
  onClose: () => void;
}

const FREE_PLAN = "Basic";

export function CreateUserDialog({ onMade, onClose }: CreateUserDialogProps) {
  const { t } = useTranslation();
  const [plan, setPlan] = useState(FREE_PLAN);
  const [emailVerified, setEmailVerified] = useState(true);
  return (
    <Dialog title={t("admin.add")} onClose={onClose}>
      <Form
        submit={t("admin.add")}
        onSubmit={({ email = "", password = "" }) =>
          createUser({ email, plan, emailVerified, ...(password !== "" && { password }) })
        }
        onDone={onMade}
      >
        <TextField label={t("auth.email")} name="email" type="email" autoComplete="off" required />
        <TextField
          label={t("admin.passwordOptional")}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={MINIMUM_PASSWORD_LENGTH}
        />
        <PlanSelect value={plan} onValue={setPlan} />
        <Switch label={t("admin.verified")} checked={emailVerified} onChecked={setEmailVerified} />
      </Form>
    </Dialog>
  );
}
