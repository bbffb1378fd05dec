import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import type {
  ApiKey,
  AuditPage,
  NewApiKey,
  Overview,
  ServerStatus,
  TestMail,
  User,
  UserChange,
} from "./schema.ts";

const PAGE_SIZE = 25;

/** Which users, and in which order; an empty text: all of them. */
export interface UserSearch {
  /** In their address or name. */
  query: string;
  plan: string;
  role: "" | User["role"];
  state: "" | "active" | "suspended" | "unconfirmed";
  sort: "newest" | "email" | "lastSeen" | "usage";
}

/** Users that fit, page by page. */
export const usersQuery = (wanted: UserSearch) =>
  infiniteQueryOptions({
    queryKey: ["admin", "users", wanted],
    queryFn: ({ signal, pageParam }) => {
      const given = Object.entries(wanted).filter(([, value]) => value !== "");
      const search = new URLSearchParams({ ...Object.fromEntries(given), limit: String(PAGE_SIZE) });
      if (pageParam !== undefined) search.set("cursor", pageParam);
      return call<{ users: User[]; nextCursor?: string }>(`/api/admin/users?${search}`, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export const userKeysQuery = (uid: string) =>
  queryOptions({
    queryKey: ["admin", "keys", uid],
    queryFn: async ({ signal }) => (await call<{ keys: ApiKey[] }>(`${userPath(uid)}/keys`, { signal })).keys,
  });

/** What administrators did, to one account or to all, newest first, page by page. */
export const auditQuery = (uid: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["admin", "audit", uid],
    queryFn: ({ signal, pageParam }) => {
      const search = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (uid !== undefined) search.set("uid", uid);
      if (pageParam !== undefined) search.set("cursor", pageParam);
      return call<AuditPage>(`/api/admin/audit?${search}`, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });

export const systemQuery = queryOptions({
  queryKey: ["admin", "status"],
  queryFn: ({ signal }) => call<ServerStatus>("/api/admin/status", { signal }),
  refetchInterval: 5000,
});

export const overviewQuery = queryOptions({
  queryKey: ["admin", "overview"],
  queryFn: ({ signal }) => call<Overview>("/api/admin/overview", { signal }),
  refetchInterval: 60_000,
});

/** To whoever is signed in. */
export function sendTestMail(): Promise<TestMail> {
  return call("/api/admin/mail/test", { method: "POST", body: {} });
}

/** @returns the link, where mails are written into files and it has to be passed on */
export function resetPassword(uid: string): Promise<{ link?: string }> {
  return call(`${userPath(uid)}/reset-password`, { method: "POST", body: {} });
}

export function deleteUser(uid: string, confirmed: { email: string; reason?: string }): Promise<void> {
  return call(userPath(uid), { method: "DELETE", body: confirmed });
}

export function exportPath(uid: string): string {
  return `${userPath(uid)}/export`;
}

export function createUser(user: {
  email: string;
  password?: string;
  plan: string;
  emailVerified: boolean;
}): Promise<unknown> {
  return call("/api/admin/users", { method: "POST", body: user });
}

export function updateUser(uid: string, changes: UserChange): Promise<unknown> {
  return call(userPath(uid), { method: "PATCH", body: changes });
}

export function createUserKey(
  uid: string,
  name: string,
): Promise<Pick<NewApiKey, "id" | "key" | "name" | "prefix">> {
  return call(`${userPath(uid)}/keys`, { method: "POST", body: { name } });
}

export function revokeUserKey(uid: string, id: string): Promise<void> {
  return call(`${userPath(uid)}/keys/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function userPath(uid: string): string {
  return `/api/admin/users/${encodeURIComponent(uid)}`;
}
