import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import clsx from "clsx";
import { Menu as MenuIcon, Settings2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import { siteQuery, supportLink } from "../api/site.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Popover } from "../ui/Popover.tsx";
import { SITE_NAME } from "./brand.ts";
import { Logo } from "./Logo.tsx";
import { Preferences } from "./Preferences.tsx";
import { docsPath, REFERENCE_PATH } from "./paths.ts";
import { useSignOut } from "./use-sign-out.ts";

const WIDE_LINK = "whitespace-nowrap rounded-md px-2.5 py-2 text-sm font-medium text-muted hover:text-ink";
const ACTIVE = { className: "text-ink! font-semibold!" };
const NARROW_LINK = "flex min-h-11 items-center rounded-lg px-3 font-medium hover:bg-sunken";

export function Header() {
  const { t } = useTranslation();
  return (
    <header className="relative flex h-(--header-height) shrink-0 items-center gap-2 border-b border-line bg-surface px-3 sm:px-5">
      <Link
        to="/"
        className="mr-3 flex min-w-0 items-center gap-2 rounded-md text-lg font-semibold tracking-tight"
      >
        <Logo className="size-7 shrink-0" />
        <span className="truncate">{SITE_NAME}</span>
      </Link>
      <nav aria-label={t("app.menu")} className="hidden gap-1 lg:flex">
        <PageLinks className={WIDE_LINK} />
      </nav>
      <div className="grow" />
      <div className="hidden gap-2 lg:flex">
        <WideAccount />
      </div>
      <Popover icon={Settings2} label={t("app.preferences")}>
        <Preferences />
      </Popover>
      <div className="lg:hidden">
        <Popover icon={MenuIcon} label={t("app.menu")}>
          <nav aria-label={t("app.menu")} className="flex flex-col">
            <PageLinks className={NARROW_LINK} />
            <NarrowAccount />
          </nav>
        </Popover>
      </div>
    </header>
  );
}

function PageLinks({ className }: { className: string }) {
  const { t, i18n } = useTranslation();
  const { pathname } = useLocation();
  const { data: site } = useQuery(siteQuery);
  const support = site && supportLink(site);
  return (
    <>
      <Link to="/" className={className} activeProps={ACTIVE}>
        {t("app.editor")}
      </Link>
      <a href={docsPath(i18n.language)} className={className}>
        {t("app.docs")}
      </a>
      <a
        href={REFERENCE_PATH}
        className={clsx(className, pathname === REFERENCE_PATH && ACTIVE.className)}
        {...(pathname === REFERENCE_PATH && { "aria-current": "page" as const })}
      >
        {t("app.reference")}
      </a>
      {support && (
        <a href={support} className={className}>
          {t("app.support")}
        </a>
      )}
    </>
  );
}

function WideAccount() {
  const { t } = useTranslation();
  return (
    <WhoIsThere
      signedIn={
        <>
          <Link to="/dashboard" className={buttonClass("quiet")} activeProps={ACTIVE}>
            {t("app.dashboard")}
          </Link>
          <SignOut className={buttonClass("quiet")} />
        </>
      }
      signedOut={
        <>
          <Link to="/sign-in" className={buttonClass("quiet")}>
            {t("app.signIn")}
          </Link>
          <Link to="/sign-up" className={buttonClass("primary")}>
            {t("app.signUp")}
          </Link>
        </>
      }
    />
  );
}

function NarrowAccount() {
  const { t } = useTranslation();
  return (
    <WhoIsThere
      signedIn={
        <>
          <Link to="/dashboard" className={NARROW_LINK} activeProps={ACTIVE}>
            {t("app.dashboard")}
          </Link>
          <SignOut className={NARROW_LINK} />
        </>
      }
      signedOut={
        <>
          <Link to="/sign-in" className={NARROW_LINK}>
            {t("app.signIn")}
          </Link>
          <Link to="/sign-up" className={NARROW_LINK}>
            {t("app.signUp")}
          </Link>
        </>
      }
    />
  );
}

/** Nothing until it is known, so that nothing jumps. */
function WhoIsThere({ signedIn, signedOut }: { signedIn: ReactNode; signedOut: ReactNode }) {
  const { data: account, isPending } = useQuery(accountQuery);
  if (isPending) return null;
  return account ? signedIn : signedOut;
}

function SignOut({ className }: { className: string }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <button type="button" className={className} onClick={signOut}>
      {t("app.signOut")}
    </button>
  );
}
