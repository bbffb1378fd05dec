import clsx from "clsx";
import { useTranslation } from "react-i18next";
import type { RequestLine } from "../../api/schema.ts";
import { useFormats } from "../../i18n/use-formats.ts";

const CELL = "py-2 pr-4 text-left whitespace-nowrap";
const NUMBER = "py-2 pr-4 text-right tabular-nums";

export function RequestsTable({ lines }: { lines: RequestLine[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    // Reached by keyboard too, as it is wider than small screens.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section aria-label={t("requests.title")} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="border-b border-line text-muted">
          <tr>
            {(["time", "key", "endpoint"] as const).map((name) => (
              <th key={name} scope="col" className={`${CELL} font-medium`}>
                {t(`requests.${name}`)}
              </th>
            ))}
            {(["status", "ms", "credits"] as const).map((name) => (
              <th key={name} scope="col" className={`${NUMBER} font-medium`}>
                {t(`requests.${name}`)}
              </th>
            ))}
            <th scope="col" className={`${CELL} font-medium`}>
              {t("requests.requestId")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ at, keyId, keyName, endpoint, status, ms, credits, requestId }) => (
            <tr key={requestId} className="border-b border-line last:border-0">
              <td className={CELL}>{formats.moment(at)}</td>
              <td className={CELL}>{keyId === null ? t("requests.signedIn") : (keyName ?? keyId)}</td>
              <td className={CELL}>
                <code>{endpoint}</code>
              </td>
              <td className={clsx(NUMBER, status >= 400 && "text-danger")}>{status}</td>
              <td className={NUMBER}>{formats.number(ms)}</td>
              <td className={NUMBER}>{formats.number(credits)}</td>
              <td className={CELL}>
                <code className="text-xs text-muted">{requestId}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
