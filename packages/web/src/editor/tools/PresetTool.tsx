import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { announce } from "../../ui/Live.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { PRESETS, presetChanges } from "../core/presets.ts";
import { DEFAULT_SETTINGS, type Settings } from "../core/settings.ts";
import { usePresets } from "../keep/use-presets.ts";
import { editor, useSettings } from "../session.ts";

/** Everything at once: what shops and networks ask for, and what the user has saved. */
export function PresetTool() {
  const { t } = useTranslation();
  const settings = useSettings();
  const { presets: saved, place, save, remove, error } = usePresets();
  const apply = (name: string, changes: Partial<Settings>) => {
    editor.endStep();
    editor.set(changes);
    announce(t("presets.applied", { name }));
  };
  return (
    <div className="flex flex-col gap-5">
      <section aria-label={t("presets.shops")}>
        <h2 className="mb-2 text-sm font-medium">{t("presets.shops")}</h2>
        <div className="grid grid-cols-2 gap-2">
          {PRESETS.map((preset) => (
            <Button
              key={preset.id}
              className="flex-col gap-0! px-2! text-center"
              onClick={() => apply(preset.name, presetChanges(preset, settings))}
            >
              {preset.name}
              <span className="text-xs font-normal text-muted tabular-nums">
                {`${preset.width}\u00a0×\u00a0${preset.height}`}
              </span>
            </Button>
          ))}
        </div>
        <p className="mt-2 text-xs text-muted">{t("presets.hint")}</p>
      </section>
      <section aria-label={t("presets.own")}>
        <h2 className="mb-2 text-sm font-medium">{t("presets.own")}</h2>
        <p className="mb-2 text-xs text-muted">{t(`presets.${place}`)}</p>
        <ErrorNotice error={error} className="mb-2" />
        <ul className="mb-3 flex flex-col gap-1">
          {saved.map(({ name, settings: those }) => (
            <li key={name} className="flex gap-1">
              <Button className="min-w-0 grow" onClick={() => apply(name, those)}>
                <span className="truncate">{name}</span>
              </Button>
              <IconButton
                icon={Trash2}
                label={t("queue.remove", { name })}
                onClick={() => void remove(name).catch(() => {})}
              />
            </li>
          ))}
        </ul>
        <Form
          className="gap-2!"
          submit={t("presets.save")}
          look="secondary"
          onSubmit={async ({ name = "" }) => {
            await save({ name, settings });
            announce(t("presets.saved", { name }));
          }}
        >
          <TextField label={t("presets.name")} name="name" required maxLength={60} />
        </Form>
        <Button className="mt-2 w-full" onClick={() => apply(t("presets.usual"), DEFAULT_SETTINGS)}>
          {t("presets.usual")}
        </Button>
      </section>
    </div>
  );
}
