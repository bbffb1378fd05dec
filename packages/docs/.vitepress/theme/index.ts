import "@fontsource-variable/instrument-sans";
import "@fontsource-variable/noto-sans-thai";
import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { languageOfPage } from "../../src/languages.ts";
import { indexOptions, searchOptions } from "../../src/search/search.ts";
import { nameLandmarks } from "./name-landmarks.ts";
import { onEveryPage } from "./on-every-page.ts";
import { showOwnAddress } from "./own-address.ts";
import { showOwnName } from "./own-name.ts";
import "./style.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ router, siteData }) {
    const language = () => languageOfPage(router.route.data.relativePath);
    if (import.meta.env.PROD) {
      siteData.value.themeConfig.search.options.miniSearch = {
        options: indexOptions,
        searchOptions: searchOptions(language),
      };
    }
    if (import.meta.env.SSR) return;
    onEveryPage(router, () => {
      showOwnAddress();
      nameLandmarks(siteData.value, language());
    });
    addEventListener("load", () => void showOwnName(siteData));
  },
};

export default theme;
