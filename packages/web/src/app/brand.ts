/** The icon that the page is built with. */
const BUILT_ICON = "/favicon.svg";

const icon = document.querySelector('link[rel="icon"]')?.getAttribute("href") ?? BUILT_ICON;

/** What the operator calls the product. The server has written it into the page, so it is there from the first moment on. */
export const SITE_NAME =
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? "Alphacut";

/** The address of the operator's logo; undefined: ours. */
export const SITE_LOGO = icon === BUILT_ICON ? undefined : icon;
