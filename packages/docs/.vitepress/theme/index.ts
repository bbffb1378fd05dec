import "@fontsource-variable/instrument-sans";
import "@fontsource-variable/noto-sans-thai";
import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { searchOptions } from "../../src/search.ts";
import { showOwnAddress } from "./own-address.ts";
import { showOwnName } from "./own-name.ts";
import "./style.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ router, siteData }) {
    if (import.meta.env.PROD) siteData.value.themeConfig.search.options.miniSearch = searchOptions;
    if (import.meta.env.SSR) return;
    showOwnAddress(router);
    addEventListener("load", () => void showOwnName(siteData));
  },
};

export default theme;
