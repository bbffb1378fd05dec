import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { siteQuery } from "../../api/site.ts";
import { Switch } from "../../ui/Switch.tsx";
import { chooseOnDevice, useOnDevice } from "./preference.ts";

/** Lets people keep their pictures to themselves, where the operator offers it. */
export function OnDeviceSwitch() {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  const chosen = useOnDevice();
  if (site && !site.onDevice) return null;
  // Most servers offer it: until this one has said so, its place is kept, so that nothing moves when it appears.
  return (
    <div className={site ? undefined : "invisible"}>
      <Switch label={t("onDevice.label")} checked={chosen} onChecked={chooseOnDevice} />
      <p className="text-sm text-pretty text-muted">{t("onDevice.text")}</p>
    </div>
  );
}
