import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { accountQuery, anonymousQuery } from "../api/account.ts";

/** What is left: credits of the account, or free pictures of the address. */
export function Allowance() {
  const { t } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  if (account === undefined) return null;
  if (account === null) return <AnonymousAllowance />;
  const left = account.credits.remainingIncluded + account.credits.prepaid;
  return (
    <p className="text-center text-sm text-balance text-muted">
      <Link to="/dashboard" className="underline">
        {t("allowance.credits", { count: left })}
      </Link>
    </p>
  );
}

function AnonymousAllowance() {
  const { t } = useTranslation();
  const { data: anonymous } = useQuery(anonymousQuery);
  if (!anonymous || anonymous.remaining === null) return null;
  const used = anonymous.remaining === 0;
  return (
    <p className="flex flex-wrap justify-center gap-x-3 text-center text-sm text-muted">
      <span>{used ? t("allowance.used") : t("allowance.anonymous", { count: anonymous.remaining })}</span>
      <Link to="/sign-up" className="underline">
        {t("allowance.more")}
      </Link>
    </p>
  );
}
