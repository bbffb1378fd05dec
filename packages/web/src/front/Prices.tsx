import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import type { Price, Prices as PricesOfSite, Site } from "../api/schema.ts";
import { pricesQuery, siteQuery } from "../api/site.ts";
import { priceText } from "../dashboard/price-text.ts";
import { buttonClass } from "../ui/Button.tsx";

/** What pictures cost here: for guests, with an account, and everything that is sold. */
export function Prices() {
  const { t } = useTranslation();
  const id = useId();
  const { data: site } = useQuery(siteQuery);
  const { data: prices } = useQuery(pricesQuery);
  return (
    <section aria-labelledby={id} className="flex min-h-72 flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id={id} className="text-2xl font-semibold">
          {t("front.prices")}
        </h2>
        <p className="text-pretty text-muted">{t("front.pricesText")}</p>
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {site && <ForGuests site={site} />}
        {prices && <ForAccounts {...prices} />}
      </ul>
    </section>
  );
}

function ForGuests({ site: { anonymousDaily: limit } }: { site: Site }) {
  const { t } = useTranslation();
  if (limit === 0) return null;
  return (
    <Offer name={t("front.guest")} price={t("front.free")}>
      {limit === null ? t("front.unlimited") : t("front.perDay", { count: limit })}
    </Offer>
  );
}

function ForAccounts({ account, plans, packs }: PricesOfSite) {
  const { t } = useTranslation();
  const { data: me } = useQuery(accountQuery);
  return (
    <>
      <Offer name={t("front.account")} price={t("front.free")}>
        {account.includedCredits > 0 && <p>{t("front.perMonth", { count: account.includedCredits })}</p>}
        <p>{t("front.keys")}</p>
        {me === null && (
          <Link to="/sign-up" className={buttonClass("secondary", "mt-3 self-start")}>
            {t("app.signUp")}
          </Link>
        )}
      </Offer>
      {plans.map(({ label, includedCredits, price }) => (
        <Offer key={label} name={label} price={price}>
          {includedCredits > 0 ? t("front.perMonth", { count: includedCredits }) : t("billing.prepaidOnly")}
        </Offer>
      ))}
      {packs.map(({ id, credits, price }) => (
        <Offer key={id} name={t("billing.packs")} price={price}>
          {t("front.pack", { count: credits })}
        </Offer>
      ))}
    </>
  );
}

/** @param props.price undefined: Stripe does not tell it at the moment */
function Offer({
  name,
  price,
  children,
}: {
  name: string;
  price: Price | string | undefined;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  return (
    <li className="flex flex-col gap-1 rounded-2xl border border-line bg-surface p-5">
      <h3 className="font-semibold text-muted">{name}</h3>
      {price !== undefined && (
        <p className="text-2xl font-semibold">
          {typeof price === "string" ? price : priceText(t, price, i18n.language)}
        </p>
      )}
      <div className="flex flex-col">{children}</div>
    </li>
  );
}
