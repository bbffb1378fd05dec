import { readFileSync } from "node:fs";
import { type DefaultTheme, defineConfig, type LocaleSpecificConfig } from "vitepress";
import { contents, pageDescription, pageTitle } from "../src/contents.ts";
import { type Interface, interfaces } from "../src/interface.ts";
import { guidesPath, type Language, languages, localeKey } from "../src/languages.ts";
import { localizedCode, localizedPermalinks, tables, unbrokenQuantities } from "../src/markdown.ts";
import { indexOptions } from "../src/search/search.ts";
import { noFunctionsInPages, separateInlineScripts } from "../src/strict-policy.ts";

const search: DefaultTheme.LocalSearchOptions = {
  miniSearch: { options: indexOptions },
  locales: Object.fromEntries(
    languages.map((language) => [localeKey(language), { translations: searchWords(interfaces[language]) }]),
  ),
};
const inlineScripts = separateInlineScripts("docs/assets");

export default defineConfig({
  title: "Alphacut",
  srcDir: "pages",
  outDir: "dist",
  assetsDir: "docs/assets",
  cleanUrls: true,
  metaChunk: true,
  // The library behind the switch would put a style element into the page for it, which the policy forbids.
  appearance: { disableTransition: false },
  ignoreDeadLinks: [/^\/(reference|dashboard)?$/, /^\/api\//],
  head: [["link", { rel: "icon", href: "/docs/favicon.svg", type: "image/svg+xml" }]],
  locales: Object.fromEntries(languages.map((language) => [localeKey(language), locale(language)])),
  themeConfig: {
    search: { provider: "local", options: search },
    externalLinkIcon: false,
  },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config(markdown) {
      tables(markdown);
      localizedCode(markdown);
      localizedPermalinks(markdown);
      unbrokenQuantities(markdown);
    },
  },
  vite: {
    // The index of the search is fetched when somebody searches.
    build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
    plugins: [noFunctionsInPages(search)],
  },
  transformPageData({ relativePath }) {
    const text = readFileSync(new URL(`../pages/${relativePath}`, import.meta.url), "utf8");
    return { description: pageDescription(text) };
  },
  transformHtml: inlineScripts.transformHtml,
  buildEnd: inlineScripts.write,
});

function locale(
  language: Language,
): LocaleSpecificConfig<DefaultTheme.Config> & { label: string; link: string } {
  const words = interfaces[language];
  const start = guidesPath(language);
  return {
    label: words.name,
    lang: language,
    link: start,
    description: words.description,
    themeConfig: {
      nav: [
        { text: words.reference, link: "/reference", target: "_self" },
        { text: words.editor, link: "/", target: "_self" },
      ],
      sidebar: Object.entries(contents).map(([group, pages]) => ({
        text: words.groups[group as keyof typeof contents],
        items: pages.map((page) => ({ text: pageTitle(language, page), link: `${start}${page}` })),
      })),
      outline: { label: words.outline, level: [2, 3] },
      docFooter: { prev: words.previous, next: words.next },
      sidebarMenuLabel: words.menu,
      langMenuLabel: words.language,
      returnToTopLabel: words.top,
      skipToContentLabel: words.skip,
      darkModeSwitchLabel: words.theme,
      lightModeSwitchTitle: words.toLight,
      darkModeSwitchTitle: words.toDark,
      notFound: {
        title: words.notFound.title,
        quote: words.notFound.quote,
        linkText: words.notFound.link,
        linkLabel: words.notFound.link,
      },
    },
  };
}

function searchWords({
  search: words,
}: Interface): NonNullable<DefaultTheme.LocalSearchOptions["translations"]> {
  return {
    button: { buttonText: words.button, buttonAriaLabel: words.button },
    modal: {
      noResultsText: words.noResults,
      resetButtonTitle: words.reset,
      backButtonTitle: words.back,
      displayDetails: words.details,
      footer: {
        selectText: words.select,
        navigateText: words.navigate,
        closeText: words.close,
        selectKeyAriaLabel: "Enter",
        navigateUpKeyAriaLabel: "↑",
        navigateDownKeyAriaLabel: "↓",
        closeKeyAriaLabel: "Esc",
      },
    },
  };
}
