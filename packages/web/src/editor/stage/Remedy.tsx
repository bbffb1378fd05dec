import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { editor } from "../session.ts";

/** What the same file fails with every time. */
const HOPELESS = ["empty_file", "unsupported_type", "invalid_image", "file_too_large", "image_too_large"];
/** Where something can be done about it first. */
const PLACES = {
  no_credits: { to: "/dashboard/billing", label: "dashboard.billing" },
  daily_limit: { to: "/sign-up", label: "app.signUp" },
  unauthenticated: { to: "/sign-in", label: "app.signIn" },
} as const;

/** What somebody can do about a picture that failed. */
export function Remedy({ pictureId, error }: { pictureId: string; error: unknown }) {
  const { t } = useTranslation();
  const code = error instanceof ApiError ? error.code : "";
  if (HOPELESS.includes(code))
    return <Button onClick={() => editor.remove(pictureId)}>{t("queue.removeThis")}</Button>;
  const place = Object.entries(PLACES).find(([name]) => name === code)?.[1];
  return (
    <div className="flex flex-wrap gap-2 *:grow">
      {place && (
        <Link to={place.to} className={buttonClass("primary")}>
          {t(place.label)}
        </Link>
      )}
      <Button look={place ? "secondary" : "primary"} onClick={() => editor.retry([pictureId])}>
        {t("app.retry")}
      </Button>
    </div>
  );
}
