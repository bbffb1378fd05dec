import { useTranslation } from "react-i18next";
import type { ServerStatus } from "../api/schema.ts";
import { Card } from "../dashboard/Page.tsx";
import { useFormats } from "../i18n/use-formats.ts";
import { Facts } from "./Facts.tsx";
import { PRECISION_WORDS } from "./precision-words.ts";

/** The workers that run the models for an API node. */
export function Workers({ queue: { waiting, workers } }: { queue: NonNullable<ServerStatus["queue"]> }) {
  const { t } = useTranslation();
  return (
    <Card title={t("admin.workers")}>
      <Facts facts={[[t("admin.runsWaiting"), waiting]]} />
      {workers.length === 0 ? (
        <p className="text-muted">{t("admin.noWorkers")}</p>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2">
          {workers.map((worker) => (
            <li key={worker.id} className="flex flex-col gap-2 border-t border-line pt-4">
              <WorkerFacts worker={worker} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function WorkerFacts({ worker }: { worker: NonNullable<ServerStatus["queue"]>["workers"][number] }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const seconds = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit: "second",
    maximumSignificantDigits: 2,
  });
  const precision = worker.precision && t(PRECISION_WORDS[worker.precision]);
  return (
    <>
      {/* Several may run on one machine. */}
      <h3 className="text-sm break-all">
        <span className="font-medium">{worker.host}</span>{" "}
        <code className="text-muted">{worker.id.slice(0, 8)}</code>
      </h3>
      <Facts
        facts={[
          [t("admin.device"), [worker.device, precision].filter(Boolean).join(", ") || "–"],
          [t("admin.models"), worker.models.join(", ")],
          [t("admin.lanes"), formats.number(worker.lanes)],
          [t("admin.runTime"), seconds.format(worker.secondsPerLook)],
          [t("admin.restarts"), formats.number(worker.restarts)],
          [t("admin.version"), worker.version],
        ]}
      />
    </>
  );
}
