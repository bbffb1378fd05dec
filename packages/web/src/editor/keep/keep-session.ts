import type { EditorState, EditorStore } from "../core/editor-store.ts";
import { hasSameEdits, isReady, NO_EDITS, type Picture } from "../core/picture.ts";
import { ArchiveDb, type KeptSession } from "./archive-db.ts";

/** Changes that follow each other faster than this are written together. */
const QUIET_MS = 400;
const KEPT_MS = 3 * 24 * 3600 * 1000;

export interface SessionKeeper {
  /** The latest visit that no open page is working on. */
  latest(): Promise<KeptSession | null>;
  /** Goes on with it in this page. */
  resume(session: KeptSession): Promise<void>;
  forget(session: KeptSession): Promise<void>;
}

/** Keeps the editor's pictures, strokes and settings in this browser, so that a visit can go on after the page was left. */
export function keepSession(store: EditorStore): SessionKeeper {
  const archive = new ArchiveDb();
  let id = newId();
  let saved: EditorState | null = null;
  let timer = 0;
  hold(id);

  async function save(): Promise<void> {
    clearTimeout(timer);
    timer = 0;
    const state = store.getState();
    const before = saved;
    saved = state;
    if (state.pictures.length === 0) {
      if (before && before.pictures.length > 0) await archive.forget(id);
      return;
    }
    const known = new Map(before?.pictures.map((picture) => [picture.id, picture]));
    const changed = state.pictures.filter((picture) => !isKept(known.get(picture.id), picture));
    const present = new Set(state.pictures.map((picture) => picture.id));
    const { settings, activeId } = state;
    await archive.save(
      { id, savedAt: Date.now(), settings, activeId, pictureIds: [...present] },
      changed,
      [...known.keys()].filter((picture) => !present.has(picture)),
    );
    await readFromDisk(changed.filter(({ id, result }) => result && result !== known.get(id)?.result));
  }

  /** Of hundreds of pictures the cutouts are read from the disk from now on; those that came with answers lie in memory. */
  async function readFromDisk(pictures: readonly Picture[]): Promise<void> {
    for (const { id: picture, result } of pictures) {
      const stored = await archive.cutoutOf(id, picture);
      if (stored && result) result.cutout = stored;
    }
  }

  /** Where the browser keeps nothing (a private window, no room), the page still warns on leaving. */
  function saveSoon(): void {
    if (timer === 0) timer = window.setTimeout(() => save().catch(console.warn), QUIET_MS);
  }

  store.subscribe((state, before) => {
    if (
      state.pictures !== before.pictures ||
      state.settings !== before.settings ||
      state.activeId !== before.activeId
    )
      saveSoon();
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer !== 0) save().catch(console.warn);
  });

  return {
    async latest() {
      const [sessions, held] = await Promise.all([archive.sessions(), heldIds()]);
      const free = sessions.filter((session) => session.id !== id && !held.has(session.id));
      const old = free.filter(({ savedAt }) => savedAt < Date.now() - KEPT_MS);
      for (const session of old) await archive.forget(session.id);
      return (
        free.filter((session) => !old.includes(session)).sort((a, b) => b.savedAt - a.savedAt)[0] ?? null
      );
    },
    async resume(session) {
      const kept = await archive.picturesOf(session);
      const pictures = kept.map(({ session: _, isReady: wasReady, ...picture }): Picture => {
        return { ...NO_EDITS, ...picture, progress: { kind: wasReady ? "ready" : "waiting" } };
      });
      id = session.id;
      hold(id);
      saved = null;
      const isThere = pictures.some((picture) => picture.id === session.activeId);
      const activeId = isThere ? session.activeId : (pictures[0]?.id ?? null);
      store.restore({ pictures, activeId, settings: session.settings });
    },
    forget: (session) => archive.forget(session.id),
  };
}

function isKept(before: Picture | undefined, now: Picture): boolean {
  return (
    before !== undefined &&
    isReady(before) === isReady(now) &&
    before.result === now.result &&
    hasSameEdits(before, now) &&
    before.chosen === now.chosen &&
    before.downloaded === now.downloaded
  );
}

function newId(): string {
  return `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}

const LOCK = "alphacut.session.";

/** Tells other pages that this one works on a session, for as long as it is open. */
function hold(id: string): void {
  // Browsers have no locks for pages that are not served securely; then a session may be offered to two of them.
  void navigator.locks?.request(LOCK + id, () => new Promise(() => {}));
}

async function heldIds(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name?.slice(LOCK.length) ?? ""));
}
