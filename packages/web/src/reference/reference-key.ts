import { createKey, revokeKey } from "../api/keys.ts";
import type { NewApiKey } from "../api/schema.ts";

const DAY_MS = 86_400_000;
const NAME = "API reference";
/** Of this tab alone, and gone with it. */
const STORED = "alphacut.reference-key";

export type ReferenceKey = Pick<NewApiKey, "id" | "key" | "prefix" | "lastFour" | "expiresAt">;

interface Stored {
  uid: string;
  /** Null: revoked here, so none is made again without being asked for. */
  key: ReferenceKey | null;
}

/** The key with which an account tries requests on this page in this tab: made on the first visit, for a day. */
export async function keyOf(uid: string): Promise<ReferenceKey | null> {
  const stored = read();
  if (stored?.uid === uid && (stored.key === null || !hasExpired(stored.key))) return stored.key;
  return makeKey(uid);
}

export async function makeKey(uid: string): Promise<ReferenceKey> {
  const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
  const key = await createKey({ name: NAME, expiresAt });
  write({ uid, key });
  return key;
}

export async function giveUpKey(uid: string, { id }: ReferenceKey): Promise<void> {
  await revokeKey(id);
  write({ uid, key: null });
}

/** Leaves nothing behind for who uses the tab next. */
export function forgetReferenceKey(): void {
  sessionStorage.removeItem(STORED);
}

function hasExpired({ expiresAt }: ReferenceKey): boolean {
  return expiresAt !== null && new Date(expiresAt) <= new Date();
}

function read(): Stored | null {
  return JSON.parse(sessionStorage.getItem(STORED) ?? "null") as Stored | null;
}

function write(stored: Stored): void {
  sessionStorage.setItem(STORED, JSON.stringify(stored));
}
