import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keysQuery } from "../api/keys.ts";
import type { Profile } from "../api/schema.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/Notice.tsx";
import { giveUpKey, makeKey, type ReferenceKey } from "./reference-key.ts";

interface KeyBarProps {
  account: Profile | null | undefined;
  shown: ReferenceKey | null;
}

/** With which key requests are tried here, and how to be rid of it. */
export function KeyBar({ account, shown }: KeyBarProps) {
  const { t } = useTranslation();
  if (!account) {
    return (
      <p>
        {t("reference.guest")}{" "}
        <Link to="/sign-in" search={{ next: "/reference" }} className="font-medium text-accent underline">
          {t("app.signIn")}
        </Link>
      </p>
    );
  }
  return <OwnKey uid={account.uid} shown={shown} />;
}

function OwnKey({ uid, shown }: { uid: string; shown: ReferenceKey | null }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async () => {
      if (!shown) return makeKey(uid);
      await giveUpKey(uid, shown);
      return null;
    },
    onSuccess: (key) => {
      queries.setQueryData(["reference-key", uid], key);
      return queries.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p>
          {shown ? t("reference.key", { key: `${shown.prefix}…${shown.lastFour}` }) : t("reference.noKey")}
        </p>
        <Button disabled={change.isPending} onClick={() => change.mutate()}>
          {t(shown ? "reference.revoke" : "reference.make")}
        </Button>
      </div>
      <ErrorNotice error={change.error} />
    </>
  );
}
