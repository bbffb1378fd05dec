import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog.tsx";
import { useKeyNames } from "../ui/use-key-names.ts";

/** All keys of the editor. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { command, shift, space } = useKeyNames();
  const groups = [
    {
      title: t("shortcuts.everywhere"),
      rows: [
        { keys: [`${command}Z`], does: t("stage.undo") },
        { keys: [`${command}${shift}Z`, `${command}Y`], does: t("stage.redo") },
        { keys: [`${command}V`], does: t("shortcuts.paste") },
        { keys: ["?"], does: t("shortcuts.title") },
      ],
    },
    {
      title: t("shortcuts.stage"),
      rows: [
        { keys: ["+", "−"], does: t("shortcuts.zoom") },
        { keys: ["0"], does: t("stage.fit") },
        { keys: ["1"], does: t("stage.actual") },
        { keys: ["[", "]"], does: t("brush.radius") },
        { keys: ["←", "↑", "→", "↓"], does: t("shortcuts.move") },
        { keys: [space], does: t("shortcuts.pan") },
        { keys: [space], does: t("shortcuts.stroke") },
        { keys: ["Esc"], does: t("shortcuts.leaveBrush") },
      ],
    },
  ];
  return (
    <Dialog title={t("shortcuts.title")} onClose={onClose}>
      {groups.map(({ title, rows }) => (
        <section key={title} className="mb-5 last:mb-0">
          <h3 className="mb-1 text-sm font-semibold text-muted">{title}</h3>
          <dl>
            {rows.map(({ keys, does }) => (
              <div
                key={does}
                className="flex items-baseline justify-between gap-4 border-t border-line py-1.5"
              >
                <dt className="text-sm">{does}</dt>
                <dd className="flex max-w-1/2 shrink-0 flex-wrap justify-end gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="rounded border border-edge bg-sunken px-1.5 py-0.5 font-sans text-xs"
                    >
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
