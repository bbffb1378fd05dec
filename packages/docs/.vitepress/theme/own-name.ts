import type { SiteData } from "vitepress";
import type { Ref } from "vue";

/** The name that the guides are built with. */
const BUILT_NAME = "Alphacut";

/** Shows the name and the logo that the operator has set, in the header and in the titles. Without an answer all stays as it is. */
export async function showOwnName(siteData: Ref<SiteData>): Promise<void> {
  const answer = await fetch("/api/site").catch(() => undefined);
  if (!answer?.ok) return;
  const { name, logo } = (await answer.json()) as { name: string; logo?: string };
  if (name === BUILT_NAME && logo === undefined) return;
  const { themeConfig } = siteData.value;
  siteData.value = {
    ...siteData.value,
    title: name,
    themeConfig: { ...themeConfig, ...(logo !== undefined && { logo: { src: logo, alt: "" } }) },
  };
}
