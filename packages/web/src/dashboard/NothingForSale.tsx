import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import { siteQuery, supportLink } from "../api/site.ts";
import { docsPath } from "../app/paths.ts";
import { Card } from "./Page.tsx";

/** Where nothing has a price: to administrators what is missing, to everybody else whom to ask. */
export function NothingForSale({ withStripe }: { withStripe: boolean }) {
  const { data: account } = useQuery(accountQuery);
  if (!account) return null;
  return <Card>{account.role === "admin" ? <WhatIsMissing withStripe={withStripe} /> : <WhomToAsk />}</Card>;
}

function WhatIsMissing({ withStripe }: { withStripe: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <p>{t(withStripe ? "billing.withoutPrices" : "billing.withoutStripe")}</p>
      <p className="text-sm text-muted">{t("billing.onlyAdmins")}</p>
      <a
        href={`${docsPath(i18n.language)}self-hosting#${withStripe ? "plans" : "stripe"}`}
        className="self-start font-medium text-accent underline"
      >
        {t("billing.howToSell")}
      </a>
    </>
  );
}

function WhomToAsk() {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  const link = site && supportLink(site);
  return (
    <>
      <p>{t("billing.notForSale")}</p>
      {link !== undefined && (
        <a href={link} className="self-start font-medium text-accent underline">
          {t("billing.askAt", { contact: link.replace("mailto:", "") })}
        </a>
      )}
    </>
  );
}
