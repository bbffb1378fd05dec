import { type Caller, clientOf } from "@alphacut/platform";

/** Bounds the bytes of one client's uploads that are in memory at the same time. */
export interface UploadBudget {
  /** @returns false when the bytes do not fit; nothing is taken then */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Bounds the bytes of all uploads that are in memory at the same time, so that nobody's uploads keep out everybody else's. */
export interface Uploads {
  /**
   * The budget of one client, for all its requests together: an account's, or an address's where there is no account. A
   * client gets at most a quarter of everything, and those without an account together at most half.
   */
  of(caller: Caller): UploadBudget;
  /** Bytes taken and not yet given back. */
  readonly used: number;
}

const CLIENT_SHARE = 1 / 4;
const ANONYMOUS_SHARE = 1 / 2;

export function createUploads(maxBytes: number): Uploads {
  const clients = new Map<string, number>();
  let used = 0;
  let anonymous = 0;

  function fits(client: string, bytes: number, isAnonymous: boolean): boolean {
    const own = (clients.get(client) ?? 0) + bytes;
    if (used + bytes > maxBytes || own > maxBytes * CLIENT_SHARE) return false;
    return !isAnonymous || anonymous + bytes <= maxBytes * ANONYMOUS_SHARE;
  }

  function move(client: string, bytes: number, isAnonymous: boolean): void {
    const own = (clients.get(client) ?? 0) + bytes;
    if (own === 0) clients.delete(client);
    else clients.set(client, own);
    used += bytes;
    if (isAnonymous) anonymous += bytes;
  }

  return {
    of(caller) {
      const isAnonymous = caller.kind === "anonymous";
      const client = isAnonymous ? `address ${clientOf(caller.address)}` : `account ${caller.uid}`;
      return {
        take(bytes) {
          if (!fits(client, bytes, isAnonymous)) return false;
          move(client, bytes, isAnonymous);
          return true;
        },
        give: (bytes) => move(client, -bytes, isAnonymous),
      };
    },
    get used() {
      return used;
    },
  };
}
