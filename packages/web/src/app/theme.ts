export type Theme = "system" | "light" | "dark";

/** `public/theme.js` reads it before the first paint. */
const STORED_THEME = "alphacut.theme";

export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(STORED_THEME);
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(STORED_THEME, theme);
  }
}
