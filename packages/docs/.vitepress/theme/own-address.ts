import type { Router } from "vitepress";
import { nextTick } from "vue";

/** The address that the samples are written for. */
const SAMPLE_ADDRESS = "http://127.0.0.1:8080";

/** Makes code samples name the server that shows them, so that they work as copied. */
export function showOwnAddress(router: Router): void {
  const show = () => void nextTick(() => replaceInCode(document, location.origin));
  const followed = router.onAfterRouteChange;
  router.onAfterRouteChange = async (to) => {
    await followed?.(to);
    show();
  };
  addEventListener("load", show);
}

function replaceInCode(page: Document, address: string): void {
  for (const code of page.querySelectorAll(".vp-doc pre code")) {
    const texts = page.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      text.nodeValue = text.nodeValue?.replaceAll(SAMPLE_ADDRESS, address) ?? null;
    }
  }
}
