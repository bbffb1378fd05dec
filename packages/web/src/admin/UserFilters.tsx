import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { UserSearch } from "../api/admin.ts";
import { billingQuery } from "../api/billing.ts";
import { Select } from "../ui/Select.tsx";
import { INPUT_CLASS } from "../ui/TextField.tsx";

interface UserFiltersProps {
  search: UserSearch;
  onSearch: (search: UserSearch) => void;
}

/** Which users are shown, and in which order. */
export function UserFilters({ search, onSearch }: UserFiltersProps) {
  const { t } = useTranslation();
  const { data: billing } = useQuery(billingQuery);
  const set = (change: Partial<UserSearch>) => onSearch({ ...search, ...change });
  const all = { value: "", label: t("admin.any") } as const;
  return (
    <div className="flex flex-col gap-3">
      <div className="relative max-w-md">
        <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
        <input
          type="search"
          aria-label={t("admin.search")}
          placeholder={t("admin.search")}
          className={`${INPUT_CLASS} pl-9`}
          value={search.query}
          onChange={(event) => set({ query: event.target.value })}
        />
      </div>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Select
          label={t("admin.sort")}
          value={search.sort}
          options={[
            { value: "newest", label: t("admin.newest") },
            { value: "email", label: t("auth.email") },
            { value: "lastSeen", label: t("admin.lastSeen") },
            { value: "usage", label: t("admin.mostUsed") },
          ]}
          onValue={(sort) => set({ sort })}
        />
        <Select
          label={t("admin.plan")}
          value={search.plan}
          options={[all, ...(billing?.plans.map(({ label }) => ({ value: label, label })) ?? [])]}
          onValue={(plan) => set({ plan })}
        />
        <Select
          label={t("keys.state")}
          value={search.state}
          options={[
            all,
            { value: "active", label: t("keys.active") },
            { value: "suspended", label: t("admin.suspended") },
            { value: "unconfirmed", label: t("admin.unconfirmed") },
          ]}
          onValue={(state) => set({ state })}
        />
        <Select
          label={t("admin.role")}
          value={search.role}
          options={[
            all,
            { value: "user", label: t("admin.roleUser") },
            { value: "admin", label: t("admin.roleAdmin") },
          ]}
          onValue={(role) => set({ role })}
        />
      </div>
    </div>
  );
}
