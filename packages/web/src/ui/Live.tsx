import { useSyncExternalStore } from "react";

let sentence = "";
const listeners = new Set<() => void>();

/** Says a sentence to screen readers without moving the focus. */
export function announce(text: string): void {
  sentence = text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The place where announcements appear; once in the page. */
export function LiveRegion() {
  const text = useSyncExternalStore(subscribe, () => sentence);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
