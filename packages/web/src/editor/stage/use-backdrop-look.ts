import { useState } from "react";

type Look = "light" | "dark";

const STORED_LOOK = "alphacut.checkerboard";

/** How the checkerboard behind clear parts looks: as the page until somebody wants it otherwise. */
export function useBackdropLook() {
  const [look, setLook] = useState(localStorage.getItem(STORED_LOOK));
  function change(): void {
    const isDark =
      look === null ? getComputedStyle(document.documentElement).colorScheme === "dark" : look === "dark";
    const next: Look = isDark ? "light" : "dark";
    localStorage.setItem(STORED_LOOK, next);
    setLook(next);
  }
  return { look, change };
}
