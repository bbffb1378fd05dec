import { Code, Maximize, ShieldCheck } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { docsPath, REFERENCE_PATH } from "../app/paths.ts";

const PROMISES = [
  { icon: ShieldCheck, title: "front.stored", text: "front.storedText" },
  { icon: Maximize, title: "front.whole", text: "front.wholeText" },
  { icon: Code, title: "front.programs", text: "front.programsText" },
] as const;

/** What becomes of the pictures, what comes back, and that programs can have it too. */
export function Promises() {
  const { t, i18n } = useTranslation();
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="text-2xl font-semibold">
        {t("front.promises")}
      </h2>
      <ul className="grid gap-4 md:grid-cols-3">
        {PROMISES.map(({ icon: Icon, title, text }) => (
          <li key={title} className="flex flex-col gap-1 rounded-2xl border border-line bg-surface p-5">
            <Icon aria-hidden className="mb-2 size-6 text-accent" />
            <h3 className="text-lg font-semibold">{t(title)}</h3>
            <p className="text-pretty text-muted">{t(text)}</p>
            {title === "front.programs" && (
              <p className="mt-auto flex gap-4 pt-2">
                <a href={docsPath(i18n.language)} className="text-accent underline">
                  {t("app.docs")}
                </a>
                <a href={REFERENCE_PATH} className="text-accent underline">
                  {t("app.reference")}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
