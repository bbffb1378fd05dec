import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NewPasswordField } from "../../account/NewPasswordField.tsx";
import { accountQuery, updateAccount } from "../../api/account.ts";
import { changePassword } from "../../api/auth.ts";
import type { Profile } from "../../api/schema.ts";
import { siteQuery } from "../../api/site.ts";
import { chooseLanguage } from "../../i18n/i18n.ts";
import { isLanguage, LANGUAGES, type Language } from "../../i18n/languages.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Form } from "../../ui/Form.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Card, Page } from "../Page.tsx";
import { DeleteAccount } from "./DeleteAccount.tsx";
import { LowCredits } from "./LowCredits.tsx";

const LANGUAGE_OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({
  value: value as Language,
  label,
}));

export function ProfilePage() {
  const { t } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  if (!account) return null;
  return (
    <Page title={t("profile.title")}>
      <Person account={account} />
      <LowCredits account={account} />
      <Password />
      <Help />
      <Card title={t("profile.exportTitle")} text={t("profile.exportText")}>
        <a
          href="/api/account/export"
          download
          className="inline-flex min-h-10 items-center gap-2 self-start rounded-lg border border-edge bg-surface px-4 text-sm font-medium hover:bg-sunken"
        >
          <Download aria-hidden className="size-4" />
          {t("profile.export")}
        </a>
      </Card>
      <DeleteAccount />
    </Page>
  );
}

function Person({ account }: { account: Profile }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const queries = useQueryClient();
  const [language, setLanguage] = useState<Language>(
    isLanguage(account.language) ? account.language : (i18n.language as Language),
  );
  const [saved, setSaved] = useState(false);

  async function save({ name = "" }: Record<string, string>): Promise<void> {
    queries.setQueryData(accountQuery.queryKey, await updateAccount({ name, language }));
    await chooseLanguage(language);
  }

  return (
    <Card title={account.name || account.email} text={account.name ? account.email : ""}>
      <p className="text-sm text-muted">
        {t("profile.memberSince", { date: formats.date(account.createdAt) })}
      </p>
      <Form submit={t("app.save")} className="max-w-md" onSubmit={save} onDone={() => setSaved(true)}>
        <TextField
          label={t("auth.name")}
          name="name"
          autoComplete="name"
          defaultValue={account.name}
          maxLength={100}
          required
        />
        <Select
          label={t("app.language")}
          hint={t("profile.languageHint")}
          value={language}
          options={LANGUAGE_OPTIONS}
          onValue={setLanguage}
        />
        {saved && <Notice kind="success">{t("app.saved")}</Notice>}
      </Form>
    </Card>
  );
}

function Password() {
  const { t } = useTranslation();
  const [changes, setChanges] = useState(0);
  return (
    <Card title={t("profile.changePassword")}>
      {changes > 0 && <Notice kind="success">{t("profile.changed")}</Notice>}
      <Form
        // A new form after every change, with empty fields.
        key={changes}
        submit={t("profile.change")}
        className="max-w-md"
        onSubmit={({ currentPassword = "", newPassword = "" }) =>
          changePassword({ currentPassword, newPassword })
        }
        onDone={() => setChanges(changes + 1)}
      >
        <TextField
          label={t("profile.currentPassword")}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
        />
        <NewPasswordField label={t("auth.newPassword")} />
      </Form>
    </Card>
  );
}

function Help() {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  if (!site?.support.url && !site?.support.email) return null;
  const { url, email } = site.support;
  return (
    <Card title={t("profile.help")} text={t("profile.helpText")}>
      <ul className="flex flex-col gap-1">
        {url && (
          <li>
            <a href={url} className="text-accent underline">
              {t("profile.helpPage")}
            </a>
          </li>
        )}
        {email && (
          <li>
            <a href={`mailto:${email}`} className="text-accent underline">
              {email}
            </a>
          </li>
        )}
      </ul>
    </Card>
  );
}
