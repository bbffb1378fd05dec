/**
 * Mends what keeps the library's page from being heard right, as long as it is shown: names that are missing or are not what
 * is read, roles and states that their elements can't have, lists that no key scrolls. Answers what ends it.
 */
export function keepAccessible(place: Element, copyLabel: string): () => void {
  const mend = () => {
    for (const [selector, repair] of repairs(copyLabel)) {
      for (const element of place.querySelectorAll(selector)) repair(element);
    }
  };
  const observer = new MutationObserver(mend);
  observer.observe(place, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-selected", "role", "aria-label"],
  });
  mend();
  return () => observer.disconnect();
}

function repairs(copyLabel: string): [selector: string, repair: (element: Element) => void][] {
  return [
    ["button[aria-selected]", (button) => button.removeAttribute("aria-selected")],
    ["aside[role]", (aside) => aside.removeAttribute("role")],
    ["button.show-more[aria-label]", (button) => button.removeAttribute("aria-label")],
    ["button[role=search]", (button) => button.removeAttribute("role")],
    ["ul.endpoints:not([tabindex])", (list) => list.setAttribute("tabindex", "0")],
    [
      String.raw`button.group\/copy-button:not([aria-label])`,
      (button) => button.setAttribute("aria-label", copyLabel),
    ],
  ];
}
