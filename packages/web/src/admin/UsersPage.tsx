import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { type UserSearch, usersQuery } from "../api/admin.ts";
import type { User } from "../api/schema.ts";
import { Loading } from "../app/Fallbacks.tsx";
import { Page } from "../dashboard/Page.tsx";
import { useFormats } from "../i18n/use-formats.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/Notice.tsx";
import { CreateUserDialog } from "./CreateUserDialog.tsx";
import { UserDialog } from "./UserDialog.tsx";
import { UserFilters } from "./UserFilters.tsx";

export function UsersPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useState<UserSearch>({
    query: "",
    plan: "",
    role: "",
    state: "",
    sort: "newest",
  });
  const [editing, setEditing] = useState<User | null>(null);
  const [creating, setCreating] = useState(false);
  const users = useInfiniteQuery(usersQuery(useDeferredValue(search)));
  const found = users.data?.pages.flatMap((page) => page.users) ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: ["admin", "users"] });
  return (
    <Page
      title={t("admin.usersTitle")}
      action={
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden className="size-4" />
          {t("admin.add")}
        </Button>
      }
    >
      <UserFilters search={search} onSearch={setSearch} />
      <ErrorNotice error={users.error} />
      {users.isPending && <Loading />}
      {users.data && found.length === 0 && <p className="text-muted">{t("admin.none")}</p>}
      <ul className="flex flex-col gap-2">
        {found.map((user) => (
          <UserEntry key={user.uid} user={user} onEdit={() => setEditing(user)} />
        ))}
      </ul>
      {users.hasNextPage && (
        <Button disabled={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          {t("admin.more")}
        </Button>
      )}
      {editing && (
        <UserDialog
          user={editing}
          onSaved={() => {
            setEditing(null);
            void refresh();
          }}
          onClose={() => setEditing(null)}
        />
      )}
      {creating && (
        <CreateUserDialog
          onMade={() => {
            setCreating(false);
            void refresh();
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </Page>
  );
}

function UserEntry({ user, onEdit }: { user: User; onEdit: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-xl border border-line bg-surface px-4 py-3">
      <div className="min-w-0 grow basis-56">
        <p className="font-medium wrap-anywhere">{user.email}</p>
        <p className="text-sm text-muted">
          {user.plan}
          {user.prepaidCredits > 0 && ` · ${t("admin.prepaid")}: ${formats.number(user.prepaidCredits)}`}
          {" · "}
          {formats.date(user.createdAt)}
          {user.role === "admin" && ` · ${t("admin.roleAdmin")}`}
          {user.suspended && <span className="text-danger"> · {t("admin.suspended")}</span>}
          {!user.emailVerified && ` · ${t("admin.unconfirmed")}`}
        </p>
      </div>
      <dl className="grid w-full grid-cols-[1fr_auto] gap-x-3 text-sm sm:w-72">
        <dt className="text-muted">{t("admin.thisMonth")}</dt>
        <dd className="text-right tabular-nums">{formats.number(user.usedThisMonth)}</dd>
        <dt className="text-muted">{t("usage.creditsLeft")}</dt>
        <dd className="text-right tabular-nums">{formats.number(user.creditsLeft)}</dd>
        <dt className="text-muted">{t("admin.lastSeen")}</dt>
        <dd className="text-right">
          {user.lastSeenAt ? formats.moment(user.lastSeenAt) : t("keys.notUsed")}
        </dd>
      </dl>
      <Button onClick={onEdit} aria-label={t("admin.edit", { email: user.email })}>
        {t("admin.editShort")}
      </Button>
    </li>
  );
}
