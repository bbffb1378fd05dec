import clsx from "clsx";
import { Blend, Bookmark, Brush, Crop, FileImage, Image as ImageIcon } from "lucide-react";
import { Tabs } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { activePicture, type Tool } from "../core/editor-store.ts";
import { editor, useEditor } from "../session.ts";
import { BackgroundTool } from "./BackgroundTool.tsx";
import { BrushTool } from "./BrushTool.tsx";
import { DownloadBar } from "./DownloadBar.tsx";
import { OutputTool } from "./OutputTool.tsx";
import { PresetTool } from "./PresetTool.tsx";
import { ShadowTool } from "./ShadowTool.tsx";
import { SizeTool } from "./SizeTool.tsx";

const TOOLS = [
  { tool: "background", icon: ImageIcon, Panel: BackgroundTool },
  { tool: "brush", icon: Brush, Panel: BrushTool },
  { tool: "shadow", icon: Blend, Panel: ShadowTool },
  { tool: "size", icon: Crop, Panel: SizeTool },
  { tool: "output", icon: FileImage, Panel: OutputTool },
  { tool: "presets", icon: Bookmark, Panel: PresetTool },
] as const;

interface ToolPanelProps {
  /** On small screens. */
  hidden: boolean;
}

export function ToolPanel({ hidden }: ToolPanelProps) {
  const { t } = useTranslation();
  const current = useEditor((state) => state.tool);
  const many = useEditor((state) => state.pictures.length > 1);
  const [open, setOpen] = useState(true);
  return (
    <section
      aria-label={t("tools.title")}
      className={clsx(
        "flex min-h-0 shrink-0 flex-col border-line bg-surface beside:w-64 beside:border-l sm:beside:w-80 lg:beside:w-96",
        hidden && "phone:hidden",
      )}
    >
      <Tabs.Root
        value={current}
        onValueChange={(value) => {
          editor.chooseTool(value as Tool);
          setOpen(true);
        }}
        className="flex min-h-0 grow flex-col"
      >
        <Tabs.List
          aria-label={t("tools.title")}
          className="flex shrink-0 border-y border-line beside:border-t-0"
        >
          {TOOLS.map(({ tool, icon: Icon }) => (
            <Tabs.Trigger
              key={tool}
              value={tool}
              title={t(`tools.${tool}`)}
              onMouseDown={() => tool === current && setOpen(!open)}
              className="flex min-w-0 grow basis-auto flex-col items-center gap-1 border-b-2 border-transparent px-0.5 py-2 text-xs text-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              <Icon aria-hidden className="size-5" />
              <span className="max-w-full truncate short:sr-only">{t(`tools.${tool}`)}</span>
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {TOOLS.map(({ tool, Panel }) => (
          <Tabs.Content
            key={tool}
            value={tool}
            className={clsx(
              "relative h-[27dvh] min-h-24 grow overflow-y-auto p-4 beside:h-auto focus-visible:-outline-offset-2",
              !open && "stacked:hidden",
            )}
          >
            <Panel />
            {many && <Scope />}
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <DownloadBar />
    </section>
  );
}

/** Whether settings hold for every picture or for the one on the stage. */
function Scope() {
  const { t } = useTranslation();
  const apart = useEditor((state) => activePicture(state)?.settings != null);
  return (
    <div className="mt-6 border-t border-line pt-2">
      <Switch label={t("tools.apart")} checked={apart} onChecked={editor.setApart} />
      <p className="text-xs text-muted">{t(apart ? "tools.apartHint" : "tools.forAll")}</p>
      {apart && (
        <Button className="mt-2 w-full" onClick={editor.useForAll}>
          {t("tools.useForAll")}
        </Button>
      )}
    </div>
  );
}
