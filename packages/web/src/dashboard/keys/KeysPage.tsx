import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keysQuery, stateOfKey } from "../../api/keys.ts";
import type { NewApiKey } from "../../api/schema.ts";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { Loaded } from "../Loaded.tsx";
import { Card, Page } from "../Page.tsx";
import { CallSamples } from "./CallSamples.tsx";
import { CreateKeyDialog } from "./CreateKeyDialog.tsx";
import { KeyList } from "./KeyList.tsx";
import { NewKeyDialog } from "./NewKeyDialog.tsx";

export function KeysPage() {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery);
  const queries = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const [showOld, setShowOld] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: keysQuery.queryKey });

  function onMade(key: NewApiKey): void {
    setCreating(false);
    setMade(key);
    void refresh();
  }

  return (
    <Page
      title={t("keys.title")}
      action={
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden className="size-4" />
          {t("keys.create")}
        </Button>
      }
    >
      <p className="text-muted">{t("keys.text")}</p>
      <Loaded query={keys}>
        {(all) => {
          const now = new Date();
          const old = all.some((key) => stateOfKey(key, now) !== "active");
          const shown = showOld ? all : all.filter((key) => stateOfKey(key, now) === "active");
          return (
            <>
              {shown.length > 0 ? (
                <KeyList keys={shown} onMade={onMade} onChanged={refresh} />
              ) : (
                <p className="rounded-2xl border border-dashed border-edge p-8 text-center text-muted">
                  {t("keys.none")}
                </p>
              )}
              {old && <Switch label={t("keys.showOld")} checked={showOld} onChecked={setShowOld} />}
            </>
          );
        }}
      </Loaded>
      <Card title={t("keys.call")}>
        <CallSamples apiKey={t("keys.placeholder")} />
      </Card>
      {creating && <CreateKeyDialog onMade={onMade} onClose={() => setCreating(false)} />}
      {made && <NewKeyDialog made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}
