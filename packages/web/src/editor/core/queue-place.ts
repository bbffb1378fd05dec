import { isWaiting, type Picture } from "./picture.ts";

/** How many waiting pictures come before one. */
export function waitingBefore(pictures: readonly Picture[], id: string): number {
  const waiting = pictures.filter(isWaiting);
  return Math.max(
    0,
    waiting.findIndex((picture) => picture.id === id),
  );
}
