import { useTranslation } from "react-i18next";

const IS_APPLE = /mac|iphone|ipad/i.test(navigator.userAgent);

/** What is printed on the keyboard, in the reader's language and ready to be put before another key. */
export function useKeyNames() {
  const { t } = useTranslation();
  return {
    command: IS_APPLE ? "⌘" : `${t("keyboard.control")}+`,
    shift: IS_APPLE ? "⇧" : `${t("keyboard.shift")}+`,
    space: t("keyboard.space"),
  };
}
