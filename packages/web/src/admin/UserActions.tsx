import { useMutation } from "@tanstack/react-query";
import { Download, KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { deleteUser, exportPath, resetPassword } from "../api/admin.ts";
import type { User } from "../api/schema.ts";
import { Button } from "../ui/Button.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Form } from "../ui/Form.tsx";
import { ErrorNotice, Notice } from "../ui/Notice.tsx";
import { TextField } from "../ui/TextField.tsx";

interface UserActionsProps {
  user: User;
  onDeleted: () => void;
}

/** What can be done to an account as a whole. */
export function UserActions({ user, onDeleted }: UserActionsProps) {
  const { t } = useTranslation();
  const { uid, email } = user;
  const reset = useMutation({ mutationFn: () => resetPassword(uid) });
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="font-semibold">{t("admin.account")}</h3>
      <div className="flex flex-wrap gap-2">
        <Button disabled={reset.isPending} onClick={() => reset.mutate()}>
          <KeyRound aria-hidden className="size-4" />
          {t("admin.resetPassword")}
        </Button>
        <a
          href={exportPath(uid)}
          download
          className="inline-flex min-h-10 items-center gap-2 rounded-lg border border-edge bg-surface px-4 text-sm font-medium hover:bg-sunken"
        >
          <Download aria-hidden className="size-4" />
          {t("profile.export")}
        </a>
      </div>
      <ErrorNotice error={reset.error} />
      {reset.data && reset.data.link === undefined && (
        <Notice kind="success">{t("admin.resetSent", { email })}</Notice>
      )}
      {reset.data?.link !== undefined && <CopyField label={t("admin.resetLink")} text={reset.data.link} />}
      <details>
        <summary className="min-h-10 cursor-pointer py-2 text-sm font-medium text-danger">
          {t("admin.deleteUser")}
        </summary>
        <Form
          submit={t("admin.deleteUser")}
          look="danger"
          onSubmit={({ confirmed = "", why = "" }) =>
            deleteUser(uid, { email: confirmed, ...(why !== "" && { reason: why }) })
          }
          onDone={onDeleted}
        >
          <p className="text-sm">{t("admin.deleteUserText")}</p>
          <TextField
            label={t("admin.deleteUserConfirm", { email })}
            name="confirmed"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            pattern={email.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}
            title={email}
            required
          />
          <TextField label={t("admin.reason")} hint={t("admin.reasonHint")} name="why" maxLength={500} />
        </Form>
      </details>
    </section>
  );
}
