import { useEffect, useState } from "react";

/** Something decoded from a file; `failed` when this browser cannot. */
export type Decoded<T> = { kind: "loading" } | { kind: "done"; value: T } | { kind: "failed" };

const LOADING = { kind: "loading" } as const;
const NOTHING = { file: null, decoded: LOADING };

/**
 * Decodes a file, and again when it changes.
 *
 * @param decode has to be the same function every time
 * @param release frees what was decoded as soon as it is no longer shown: the garbage collector does not see how large
 * bitmaps are. Has to be the same function every time
 */
export function useDecoded<T>(
  file: Blob | null,
  decode: (file: Blob) => Promise<T>,
  release: (value: T) => void,
): Decoded<T> {
  const [state, setState] = useState<{ file: Blob | null; decoded: Decoded<T> }>(NOTHING);
  useEffect(() => {
    if (!file) return;
    let current = true;
    const show = (decoded: Decoded<T>) => current && setState({ file, decoded });
    const decoding = decode(file);
    decoding.then(
      (value) => show({ kind: "done", value }),
      () => show({ kind: "failed" }),
    );
    return () => {
      current = false;
      setState(NOTHING);
      decoding.then(release, () => {});
    };
  }, [file, decode, release]);
  return state.file === file ? state.decoded : LOADING;
}
