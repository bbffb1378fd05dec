import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/use-formats.ts";

interface UsageTableProps {
  /** Heading of the first column. */
  first: string;
  rows: { key: string; label: string; app: number; api: number }[];
}

const NUMBER = "py-2 pl-4 text-right tabular-nums";

export function UsageTable({ first, rows }: UsageTableProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <table className="w-full text-sm">
      <thead className="border-b border-line text-muted">
        <tr>
          <th scope="col" className="py-2 text-left font-medium">
            {first}
          </th>
          <th scope="col" className={`${NUMBER} font-medium`}>
            {t("usage.app")}
          </th>
          <th scope="col" className={`${NUMBER} font-medium`}>
            {t("usage.api")}
          </th>
          <th scope="col" className={`${NUMBER} font-medium`}>
            {t("usage.total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, app, api }) => (
          <tr key={key} className="border-b border-line last:border-0">
            <th scope="row" className="py-2 text-left font-normal">
              {label}
            </th>
            <td className={NUMBER}>{formats.number(app)}</td>
            <td className={NUMBER}>{formats.number(api)}</td>
            <td className={`${NUMBER} font-medium`}>{formats.number(app + api)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
