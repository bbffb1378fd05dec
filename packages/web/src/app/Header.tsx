import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Languages, LayoutDashboard, LogIn, LogOut, Menu as MenuIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import { siteQuery } from "../api/site.ts";
import { buttonClass } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { MENU_ITEM_CLASS, Menu } from "../ui/Menu.tsx";
import { Logo } from "./Logo.tsx";
import { Preferences } from "./Preferences.tsx";
import { docsPath, REFERENCE_PATH } from "./paths.ts";
import { useSignOut } from "./use-sign-out.ts";

const NAV_LINK = "rounded-md px-2.5 py-2 text-sm font-medium text-muted hover:text-ink";

export function Header() {
  const { t, i18n } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 sm:px-5">
      <Link to="/" className="mr-3 flex items-center gap-2 rounded-md text-lg font-semibold tracking-tight">
        <Logo className="size-7" />
        {site?.name ?? "Alphacut"}
      </Link>
      <nav aria-label={t("app.menu")} className="hidden gap-1 md:flex">
        <Link to="/" className={NAV_LINK} activeProps={{ className: "text-ink" }}>
          {t("app.editor")}
        </Link>
        <a href={docsPath(i18n.language)} className={NAV_LINK}>
          {t("app.docs")}
        </a>
        <a href={REFERENCE_PATH} className={NAV_LINK}>
          {t("app.reference")}
        </a>
        <SupportLink className={NAV_LINK} />
      </nav>
      <div className="grow" />
      <Menu trigger={<IconButton icon={Languages} label={`${t("app.language")}, ${t("app.theme")}`} />}>
        <Preferences />
      </Menu>
      <WideAccount />
      <NarrowMenu />
    </header>
  );
}

function SupportLink({ className }: { className: string }) {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  const address = site?.support.url ?? (site?.support.email && `mailto:${site.support.email}`);
  if (!address) return null;
  return (
    <a href={address} className={className}>
      {t("app.support")}
    </a>
  );
}

function WideAccount() {
  const { t } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  const signOut = useSignOut();
  if (account) {
    return (
      <div className="hidden gap-1 md:flex">
        <Link to="/dashboard" className={buttonClass("quiet")}>
          {t("app.dashboard")}
        </Link>
        <button type="button" className={buttonClass("quiet")} onClick={signOut}>
          {t("app.signOut")}
        </button>
      </div>
    );
  }
  return (
    <div className="hidden gap-2 md:flex">
      <Link to="/sign-in" className={buttonClass("quiet")}>
        {t("app.signIn")}
      </Link>
      <Link to="/sign-up" className={buttonClass("primary")}>
        {t("app.signUp")}
      </Link>
    </div>
  );
}

function NarrowMenu() {
  const { t, i18n } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const go = (to: "/" | "/dashboard" | "/sign-in" | "/sign-up") => () => void navigate({ to });
  return (
    <div className="md:hidden">
      <Menu trigger={<IconButton icon={MenuIcon} label={t("app.menu")} />}>
        <DropdownMenu.Item className={MENU_ITEM_CLASS} onSelect={go("/")}>
          {t("app.editor")}
        </DropdownMenu.Item>
        <DropdownMenu.Item className={MENU_ITEM_CLASS} asChild>
          <a href={docsPath(i18n.language)}>{t("app.docs")}</a>
        </DropdownMenu.Item>
        <DropdownMenu.Item className={MENU_ITEM_CLASS} asChild>
          <a href={REFERENCE_PATH}>{t("app.reference")}</a>
        </DropdownMenu.Item>
        <DropdownMenu.Separator className="my-1 h-px bg-line" />
        {account ? (
          <>
            <DropdownMenu.Item className={MENU_ITEM_CLASS} onSelect={go("/dashboard")}>
              <LayoutDashboard aria-hidden className="size-4" />
              {t("app.dashboard")}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={MENU_ITEM_CLASS} onSelect={signOut}>
              <LogOut aria-hidden className="size-4" />
              {t("app.signOut")}
            </DropdownMenu.Item>
          </>
        ) : (
          <>
            <DropdownMenu.Item className={MENU_ITEM_CLASS} onSelect={go("/sign-in")}>
              <LogIn aria-hidden className="size-4" />
              {t("app.signIn")}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={MENU_ITEM_CLASS} onSelect={go("/sign-up")}>
              {t("app.signUp")}
            </DropdownMenu.Item>
          </>
        )}
      </Menu>
    </div>
  );
}
