import type { Router } from "vitepress";
import { nextTick } from "vue";

/** Calls `show` once a page is there: for the first one, and for each that follows it. */
export function onEveryPage(router: Router, show: () => void): void {
  const whenShown = () => void nextTick(show);
  const followed = router.onAfterRouteChange;
  router.onAfterRouteChange = async (to) => {
    await followed?.(to);
    whenShown();
  };
  addEventListener("load", whenShown);
}
