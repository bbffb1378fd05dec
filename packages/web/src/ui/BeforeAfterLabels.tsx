import { useTranslation } from "react-i18next";

const LABEL = "absolute top-3 rounded bg-black/70 px-2 py-0.5 text-xs text-white";

/** Names both sides of a comparison, in its upper corners. */
export function BeforeAfterLabels() {
  const { t } = useTranslation();
  return (
    <>
      <span className={`${LABEL} left-3`}>{t("stage.before")}</span>
      <span className={`${LABEL} right-3`}>{t("stage.after")}</span>
    </>
  );
}
