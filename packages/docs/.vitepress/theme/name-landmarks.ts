import type { DefaultTheme, SiteData } from "vitepress";
import { type Language, localeKey } from "../../src/languages.ts";

/** Gives the landmarks that VitePress names in English only the words that the page's language has for their parts. */
export function nameLandmarks(site: SiteData<DefaultTheme.Config>, language: Language): void {
  const { sidebarMenuLabel, langMenuLabel, darkModeSwitchLabel, docFooter } =
    site.locales[localeKey(language)]?.themeConfig ?? {};
  const menu = sidebarMenuLabel ?? "";
  const texts = {
    "main-nav-aria-label": site.title,
    "sidebar-aria-label": menu,
    "doc-footer-aria-label": `${docFooter?.prev}, ${docFooter?.next}`,
  };
  for (const [id, text] of Object.entries(texts)) {
    const label = document.getElementById(id);
    if (label) label.textContent = text;
  }
  const buttons = {
    ".VPNavBarHamburger": menu,
    ".VPNavBarExtra > button": `${langMenuLabel}, ${darkModeSwitchLabel}`,
  };
  for (const [button, name] of Object.entries(buttons)) {
    document.querySelector(button)?.setAttribute("aria-label", name);
  }
}
