import { useEffect, useState } from "react";

/** Something decoded from a file; `failed` when this browser cannot. */
export type Decoded<T> = { kind: "loading" } | { kind: "done"; value: T } | { kind: "failed" };

const LOADING = { kind: "loading" } as const;

/**
 * Decodes a file, or whatever holds one, and again when it changes; until that is done the one before is shown.
 *
 * @param decode has to be the same function every time
 * @param release frees what was decoded as soon as it is no longer shown: the garbage collector does not see how large
 * bitmaps are. Has to be the same function every time
 */
export function useDecoded<Source extends object, T>(
  source: Source | null,
  decode: (source: Source) => Promise<T>,
  release: (value: T) => void,
): Decoded<T> {
  const [decoded, setDecoded] = useState<Decoded<T>>(LOADING);
  useEffect(() => {
    if (!source) {
      setDecoded(LOADING);
      return;
    }
    let current = true;
    decode(source).then(
      (value) => (current ? setDecoded({ kind: "done", value }) : release(value)),
      () => current && setDecoded({ kind: "failed" }),
    );
    return () => {
      current = false;
    };
  }, [source, decode, release]);
  useEffect(() => () => void (decoded.kind === "done" && release(decoded.value)), [decoded, release]);
  return source ? decoded : LOADING;
}
