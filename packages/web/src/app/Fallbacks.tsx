import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "../ui/Button.tsx";
import { Spinner } from "../ui/Spinner.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="m-auto flex max-w-md flex-col items-center gap-3 p-6 text-center">
      <h1 className="text-2xl font-semibold">{t("app.notFound")}</h1>
      <p className="text-muted">{t("app.notFoundText")}</p>
      <Link to="/" className={buttonClass("primary")}>
        {t("app.toEditor")}
      </Link>
    </div>
  );
}

/** Shown in place of a page whose code threw. */
export function Crashed() {
  const { t } = useTranslation();
  return (
    <div role="alert" className="m-auto flex max-w-md flex-col items-center gap-3 p-6 text-center">
      <h1 className="text-2xl font-semibold">{t("app.crashed")}</h1>
      <p className="text-muted">{t("app.crashedText")}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t("app.reload")}
      </Button>
    </div>
  );
}

export function Loading() {
  const { t } = useTranslation();
  return (
    <p role="status" className="m-auto flex items-center gap-2 p-6 text-muted">
      <Spinner />
      {t("app.loading")}
    </p>
  );
}
