import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../api/account.ts";
import {
  billingQuery,
  type CreditPack,
  type OfferedPlan,
  openPortal,
  startCheckout,
} from "../api/billing.ts";
import type { Offers, Price } from "../api/schema.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice, Notice } from "../ui/Notice.tsx";
import { Loaded } from "./Loaded.tsx";
import { NothingForSale } from "./NothingForSale.tsx";
import { Card, Page } from "./Page.tsx";
import { priceText } from "./price-text.ts";

const route = getRouteApi("/dashboard/billing");

export function BillingPage() {
  const { t } = useTranslation();
  const { checkout } = route.useSearch();
  const billing = useQuery(billingQuery);
  const { data: account } = useQuery(accountQuery);
  return (
    <Page title={t("billing.title")}>
      {checkout === "done" && <Notice kind="success">{t("billing.paid")}</Notice>}
      {account && (
        <Card title={t("billing.current")}>
          <p className="text-3xl font-semibold">{account.plan.label}</p>
          <PlanFacts plan={account.plan} />
        </Card>
      )}
      <Loaded query={billing}>
        {(offer) => <Offer offer={offer} current={account?.plan.label ?? null} />}
      </Loaded>
    </Page>
  );
}

function Offer({ offer, current }: { offer: Offers; current: string | null }) {
  const { t } = useTranslation();
  const pay = useMutation({
    mutationFn: (start: () => Promise<{ url: string }>) => start(),
    onSuccess: ({ url }) => location.assign(url),
  });
  const forSale = offer.plans.some(({ purchasable }) => purchasable) || offer.packs.length > 0;
  return (
    <>
      {!forSale && <NothingForSale withStripe={offer.enabled} />}
      <ErrorNotice error={pay.error} />
      <Card title={t("billing.plans")}>
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {offer.plans.map((plan) => (
            <PlanOffer
              key={plan.label}
              plan={plan}
              isCurrent={plan.label === current}
              disabled={pay.isPending}
              onChoose={() => pay.mutate(() => startCheckout({ plan: plan.label }))}
            />
          ))}
        </ul>
      </Card>
      {offer.packs.length > 0 && (
        <Card title={t("billing.packs")} text={t("billing.packsText")}>
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {offer.packs.map((pack) => (
              <PackOffer
                key={pack.id}
                pack={pack}
                disabled={pay.isPending}
                onBuy={() => pay.mutate(() => startCheckout({ pack: pack.id }))}
              />
            ))}
          </ul>
        </Card>
      )}
      {offer.hasCustomer && (
        <Card title={t("billing.portal")} text={t("billing.portalText")}>
          <Button className="self-start" disabled={pay.isPending} onClick={() => pay.mutate(openPortal)}>
            {t("billing.openPortal")}
          </Button>
        </Card>
      )}
    </>
  );
}

interface PlanOfferProps {
  plan: OfferedPlan;
  isCurrent: boolean;
  disabled: boolean;
  onChoose: () => void;
}

function PlanOffer({ plan, isCurrent, disabled, onChoose }: PlanOfferProps) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-col gap-2 rounded-xl border border-line p-4">
      <h3 className="font-semibold">{plan.label}</h3>
      <PriceTag price={plan.price} />
      <PlanFacts plan={plan} />
      <div className="grow" />
      {isCurrent ? (
        <p className="py-2 text-center text-sm font-medium text-accent">{t("billing.isCurrent")}</p>
      ) : (
        plan.purchasable && (
          <Button disabled={disabled} onClick={onChoose}>
            {t("billing.choose", { plan: plan.label })}
          </Button>
        )
      )}
    </li>
  );
}

function PackOffer({ pack, disabled, onBuy }: { pack: CreditPack; disabled: boolean; onBuy: () => void }) {
  const { t } = useTranslation();
  const name = t("billing.pack", { count: pack.credits });
  return (
    <li className="flex items-center justify-between gap-3 rounded-xl border border-line p-4">
      <div>
        <h3 className="font-semibold">{name}</h3>
        <PriceTag price={pack.price} />
      </div>
      <Button disabled={disabled} onClick={onBuy} aria-label={`${t("billing.buy")}: ${name}`}>
        {t("billing.buy")}
      </Button>
    </li>
  );
}

function PriceTag({ price }: { price: Price | undefined }) {
  const { t, i18n } = useTranslation();
  return price && <p className="font-medium text-accent">{priceText(t, price, i18n.language)}</p>;
}

function PlanFacts({ plan }: { plan: Pick<OfferedPlan, "includedCredits" | "requestsPerMinute"> }) {
  const { t } = useTranslation();
  return (
    <ul className="text-sm text-muted">
      <li>
        {plan.includedCredits > 0
          ? t("billing.included", { count: plan.includedCredits })
          : t("billing.prepaidOnly")}
      </li>
      <li>{t("billing.perMinute", { count: plan.requestsPerMinute })}</li>
    </ul>
  );
}
