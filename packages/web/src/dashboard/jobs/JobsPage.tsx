import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { jobsQuery } from "../../api/jobs.ts";
import { docsPath } from "../../app/paths.ts";
import { Loaded } from "../Loaded.tsx";
import { Page } from "../Page.tsx";
import { JobCard } from "./JobCard.tsx";
import { NewJob } from "./NewJob.tsx";
import { Webhooks } from "./Webhooks.tsx";

export function JobsPage() {
  const { t, i18n } = useTranslation();
  const jobs = useQuery(jobsQuery);
  return (
    <Page title={t("jobs.title")}>
      <p className="text-muted">
        {t("jobs.text")}{" "}
        <a className="underline" href={`${docsPath(i18n.language)}jobs`}>
          {t("jobs.guide")}
        </a>
      </p>
      <NewJob />
      <Loaded query={jobs}>
        {(all) =>
          all.length === 0 ? (
            <p className="rounded-2xl border border-dashed border-edge p-8 text-center text-muted">
              {t("jobs.none")}
            </p>
          ) : (
            <ul className="flex flex-col gap-4">
              {all.map((job) => (
                <li key={job.id}>
                  <JobCard job={job} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Webhooks />
    </Page>
  );
}
