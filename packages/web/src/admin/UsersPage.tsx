import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "../api/admin.ts";
import type { User } from "../api/schema.ts";
import { Loading } from "../app/Fallbacks.tsx";
import { Page } from "../dashboard/Page.tsx";
import { useFormats } from "../dashboard/use-formats.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/Notice.tsx";
import { INPUT_CLASS } from "../ui/TextField.tsx";
import { CreateUserDialog } from "./CreateUserDialog.tsx";
import { UserDialog } from "./UserDialog.tsx";

export function UsersPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useState("");
  const [editing, setEditing] = useState<User | null>(null);
  const [creating, setCreating] = useState(false);
  const users = useInfiniteQuery(usersQuery(useDeferredValue(search.trim())));
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
      <div className="relative max-w-md">
        <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
        <input
          type="search"
          aria-label={t("admin.search")}
          placeholder={t("admin.search")}
          className={`${INPUT_CLASS} pl-9`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
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
        </p>
      </div>
      <Button onClick={onEdit} aria-label={t("admin.edit", { email: user.email })}>
        {t("admin.editShort")}
      </Button>
    </li>
  );
}
