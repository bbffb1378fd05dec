import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import { ApiError } from "../api/api-error.ts";
import { sendVerification, signIn, signInWith } from "../api/auth.ts";
import { siteQuery } from "../api/site.ts";
import { forgetAccount } from "../app/forget-account.ts";
import { Button } from "../ui/Button.tsx";
import { Form } from "../ui/Form.tsx";
import { ErrorNotice, Notice } from "../ui/Notice.tsx";
import { TextField } from "../ui/TextField.tsx";
import { AuthCard } from "./AuthCard.tsx";
import { EmailField } from "./EmailField.tsx";
import { ownPage } from "./own-page.ts";

const route = getRouteApi("/sign-in");

const PROVIDER_NAMES = { google: "Google", github: "GitHub" };

export function SignIn() {
  const { t } = useTranslation();
  const { next, verified, error } = route.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  const [unverified, setUnverified] = useState<string | null>(null);

  async function submit({ email = "", password = "" }: Record<string, string>): Promise<void> {
    setUnverified(null);
    try {
      await signIn({ email, password });
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === "email_not_verified") setUnverified(email);
      throw failure;
    }
  }

  async function enter(): Promise<void> {
    // What is left of a session that ended by itself, maybe somebody else's.
    forgetAccount(queries);
    await queries.fetchQuery({ ...accountQuery, staleTime: 0 });
    await router.navigate({ href: ownPage(next, location.origin) });
  }

  return (
    <AuthCard title={t("auth.signInTitle")}>
      {verified && !error && <Notice kind="success">{t("auth.verified")}</Notice>}
      {error && <ErrorNotice error={redirectError(verified ?? false, error)} />}
      <Form submit={t("app.signIn")} onSubmit={submit} onDone={enter}>
        <EmailField />
        <TextField
          label={t("auth.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </Form>
      {unverified !== null && <SendAgain email={unverified} />}
      <Link to="/forgot-password" className="text-sm underline">
        {t("auth.forgot")}
      </Link>
      <SocialButtons />
      <p className="text-sm text-muted">
        {t("auth.noAccount")}{" "}
        <Link to="/sign-up" className="font-medium text-accent underline">
          {t("app.signUp")}
        </Link>
      </p>
    </AuthCard>
  );
}

/** Why somebody was sent here: by the link in a mail, or by Google or GitHub. */
function redirectError(fromMail: boolean, message: string): ApiError {
  return new ApiError({ code: fromMail ? "invalid_token" : "provider_failed", message });
}

/** Sends the mail with the link once more. */
export function SendAgain({ email }: { email: string }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState(false);
  if (sent) return <Notice kind="success">{t("auth.sentAgain")}</Notice>;
  return (
    <Form
      submit={t("auth.sendAgain")}
      look="secondary"
      onSubmit={() => sendVerification(email)}
      onDone={() => setSent(true)}
    >
      {null}
    </Form>
  );
}

function SocialButtons() {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  const [error, setError] = useState<unknown>(null);
  if (!site || site.socialProviders.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-center text-sm text-muted">{t("auth.or")}</p>
      <ErrorNotice error={error} />
      {site.socialProviders.map((provider) => (
        <Button
          key={provider}
          onClick={() => signInWith(provider).then(({ url }) => location.assign(url), setError)}
        >
          {t("auth.signInWith", { provider: PROVIDER_NAMES[provider] })}
        </Button>
      ))}
    </div>
  );
}
