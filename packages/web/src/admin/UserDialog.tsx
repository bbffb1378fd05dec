import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { updateUser } from "../api/admin.ts";
import type { User } from "../api/schema.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Form } from "../ui/Form.tsx";
import { Select } from "../ui/Select.tsx";
import { Switch } from "../ui/Switch.tsx";
import { TextField } from "../ui/TextField.tsx";
import { PlanSelect } from "./PlanSelect.tsx";
import { UserActions } from "./UserActions.tsx";
import { UserKeys } from "./UserKeys.tsx";

interface UserDialogProps {
  user: User;
  onSaved: () => void;
  onClose: () => void;
}

export function UserDialog({ user, onSaved, onClose }: UserDialogProps) {
  const { t } = useTranslation();
  const [plan, setPlan] = useState(user.plan);
  const [role, setRole] = useState(user.role);
  const [emailVerified, setEmailVerified] = useState(user.emailVerified);
  const [suspended, setSuspended] = useState(user.suspended);

  function save({ prepaidCredits = "", reason = "" }: Record<string, string>): Promise<unknown> {
    const wanted = { plan, role, emailVerified, suspended, prepaidCredits: Number(prepaidCredits) };
    // Only what was changed here: credits may have been spent since this window opened.
    const changes = Object.entries(wanted).filter(([field, value]) => value !== user[field as keyof User]);
    return updateUser(user.uid, { ...Object.fromEntries(changes), ...(reason !== "" && { reason }) });
  }

  return (
    <Dialog title={user.email} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <Form submit={t("app.save")} onSubmit={save} onDone={onSaved}>
          <PlanSelect value={plan} onValue={setPlan} />
          <TextField
            label={t("admin.prepaid")}
            name="prepaidCredits"
            type="number"
            min={0}
            step={1}
            defaultValue={user.prepaidCredits}
            required
          />
          <Select
            label={t("admin.role")}
            value={role}
            options={[
              { value: "user", label: t("admin.roleUser") },
              { value: "admin", label: t("admin.roleAdmin") },
            ]}
            onValue={setRole}
          />
          <Switch label={t("admin.verified")} checked={emailVerified} onChecked={setEmailVerified} />
          <Switch label={t("admin.suspended")} checked={suspended} onChecked={setSuspended} />
          <TextField label={t("admin.reason")} hint={t("admin.reasonHint")} name="reason" maxLength={500} />
        </Form>
        <Link to="/dashboard/admin/audit" search={{ uid: user.uid }} className="w-fit text-sm underline">
          {t("admin.auditOf")}
        </Link>
        <UserKeys uid={user.uid} />
        <UserActions user={user} onDeleted={onSaved} />
      </div>
    </Dialog>
  );
}
