/** Bounds the bytes of all uploads that are in memory at the same time. */
export interface UploadBudget {
  /** @returns false when the bytes do not fit; nothing is taken then */
  take(bytes: number): boolean;
  give(bytes: number): void;
  /** Bytes taken and not yet given back. */
  readonly used: number;
}

export function createUploadBudget(maxBytes: number): UploadBudget {
  let used = 0;
  return {
    take(bytes) {
      if (used + bytes > maxBytes) return false;
      used += bytes;
      return true;
    },
    give(bytes) {
      used -= bytes;
    },
    get used() {
      return used;
    },
  };
}
