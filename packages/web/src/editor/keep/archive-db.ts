import { type CutoutResult, isReady, type Picture, type PictureEdits } from "../core/picture.ts";
import type { Settings } from "../core/settings.ts";

/** A picture as it is kept: what was being done to it when the page went is done again. */
export interface KeptPicture extends PictureEdits {
  session: string;
  id: string;
  file: File;
  result: CutoutResult | null;
  /** The result is of the strokes and settings as they are. */
  isReady: boolean;
  chosen: boolean;
  downloaded: boolean;
}

/** The pictures and settings of one visit. */
export interface KeptSession {
  id: string;
  /** In milliseconds since 1970. */
  savedAt: number;
  settings: Settings;
  activeId: string | null;
  /** Of the pictures, in their order. */
  pictureIds: readonly string[];
}

const NAME = "alphacut";
const SESSIONS = "sessions";
const PICTURES = "pictures";

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(SESSIONS, { keyPath: "id" });
    request.result.createObjectStore(PICTURES, { keyPath: ["session", "id"] });
  };
  return resultOf(request);
}

/**
 * Earlier visits in this browser's database. Files and cutouts lie on the disk, not in memory.
 * @throws DOMException where the browser has no database for this page, or no room
 */
export class ArchiveDb {
  readonly #database = open();

  async sessions(): Promise<KeptSession[]> {
    const database = await this.#database;
    return resultOf(database.transaction(SESSIONS).objectStore(SESSIONS).getAll());
  }

  async picturesOf({ id, pictureIds }: KeptSession): Promise<KeptPicture[]> {
    const database = await this.#database;
    const store = database.transaction(PICTURES).objectStore(PICTURES);
    const found = await Promise.all(pictureIds.map((picture) => resultOf(store.get([id, picture]))));
    return found.filter((picture) => picture !== undefined);
  }

  /** A cutout as it lies on the disk; undefined where it is not kept. */
  async cutoutOf(session: string, picture: string): Promise<Blob | undefined> {
    const database = await this.#database;
    const store = database.transaction(PICTURES).objectStore(PICTURES);
    const kept: KeptPicture | undefined = await resultOf(store.get([session, picture]));
    return kept?.result?.cutout;
  }

  /** All of it or nothing. */
  async save(
    session: KeptSession,
    changed: readonly Picture[],
    removedIds: readonly string[],
  ): Promise<void> {
    const database = await this.#database;
    const transaction = database.transaction([SESSIONS, PICTURES], "readwrite");
    transaction.objectStore(SESSIONS).put(session);
    const pictures = transaction.objectStore(PICTURES);
    for (const picture of changed) {
      const { progress: _, ...lasting } = picture;
      const kept: KeptPicture = { ...lasting, session: session.id, isReady: isReady(picture) };
      pictures.put(kept);
    }
    for (const id of removedIds) pictures.delete([session.id, id]);
    await done(transaction);
  }

  async forget(id: string): Promise<void> {
    const database = await this.#database;
    const transaction = database.transaction([SESSIONS, PICTURES], "readwrite");
    transaction.objectStore(SESSIONS).delete(id);
    transaction.objectStore(PICTURES).delete(IDBKeyRange.bound([id], [id, []]));
    await done(transaction);
  }
}
