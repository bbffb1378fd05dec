import { useEffect, useState } from "react";

/** Something decoded from a file; `failed` when this browser cannot. */
export type Decoded<T> = { kind: "loading" } | { kind: "done"; value: T } | { kind: "failed" };

const LOADING = { kind: "loading" } as const;

/**
 * Decodes a file, and again when it changes; what was decoded before stays until then.
 *
 * @param decode has to be the same function every time
 */
export function useDecoded<T>(file: Blob | null, decode: (file: Blob) => Promise<T>): Decoded<T> {
  const [state, setState] = useState<{ file: Blob | null; decoded: Decoded<T> }>({
    file: null,
    decoded: LOADING,
  });
  useEffect(() => {
    if (!file) return;
    let current = true;
    const show = (decoded: Decoded<T>) => current && setState({ file, decoded });
    decode(file).then(
      (value) => show({ kind: "done", value }),
      () => show({ kind: "failed" }),
    );
    return () => {
      current = false;
    };
  }, [file, decode]);
  return state.file === file ? state.decoded : LOADING;
}
