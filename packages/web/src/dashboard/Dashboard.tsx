import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import {
  Activity,
  ChartColumn,
  CreditCard,
  KeyRound,
  Layers,
  List,
  ScrollText,
  UserRound,
  Users,
} from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";

const LINK =
  "flex min-h-10 shrink-0 items-center gap-2 rounded-lg px-2.5 text-sm md:px-3 font-medium text-muted hover:bg-sunken hover:text-ink";
const ACTIVE = { className: "bg-accent-soft text-ink!" };

const SECTIONS = [
  { to: "/dashboard", label: "dashboard.overview", icon: ChartColumn },
  { to: "/dashboard/jobs", label: "dashboard.jobs", icon: Layers },
  { to: "/dashboard/keys", label: "dashboard.keys", icon: KeyRound },
  { to: "/dashboard/requests", label: "dashboard.requests", icon: List },
  { to: "/dashboard/billing", label: "dashboard.billing", icon: CreditCard },
  { to: "/dashboard/profile", label: "dashboard.profile", icon: UserRound },
] as const;
const ADMIN_SECTIONS = [
  { to: "/dashboard/admin/users", label: "dashboard.users", icon: Users },
  { to: "/dashboard/admin/audit", label: "dashboard.audit", icon: ScrollText },
  { to: "/dashboard/admin/system", label: "dashboard.system", icon: Activity },
] as const;

export function Dashboard() {
  const { t } = useTranslation();
  const router = useRouter();
  const { data: account } = useQuery(accountQuery);
  // The routes ask once more who may see them.
  useEffect(() => {
    if (account === null) void router.invalidate();
  }, [account, router]);
  const sections = account?.role === "admin" ? [...SECTIONS, ...ADMIN_SECTIONS] : SECTIONS;
  return (
    <div className="mx-auto flex w-full max-w-6xl grow flex-col gap-6 px-4 py-6 md:flex-row md:py-10">
      <nav
        aria-label={t("dashboard.sections")}
        className="flex flex-wrap gap-1 md:w-48 md:shrink-0 md:flex-col"
      >
        {sections.map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={LINK} activeProps={ACTIVE} activeOptions={{ exact: true }}>
            <Icon aria-hidden className="hidden size-4 md:block" />
            {t(label)}
          </Link>
        ))}
      </nav>
      <div className="min-w-0 grow">
        <Outlet />
      </div>
    </div>
  );
}
