import clsx from "clsx";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isPainting } from "./core/editor-store.ts";
import type { Picture } from "./core/picture.ts";
import { PictureList } from "./queue/PictureList.tsx";
import { ResultGrid } from "./queue/ResultGrid.tsx";
import { useEditor } from "./session.ts";
import { PaintBar } from "./stage/PaintBar.tsx";
import { Stage } from "./stage/Stage.tsx";
import { ToolPanel } from "./tools/ToolPanel.tsx";
import type { IntakeState } from "./use-intake.ts";

interface WorkspaceProps {
  /** The one on the stage. */
  picture: Picture;
  intake: IntakeState;
  onCamera: () => void;
  onAddress: () => void;
  onShortcuts: () => void;
}

/** Once there are pictures: the stage or the grid of results, the list of pictures, and the tools. */
export function Workspace({ picture, intake, onCamera, onAddress, onShortcuts }: WorkspaceProps) {
  const { t } = useTranslation();
  const painting = useEditor(isPainting);
  const [grid, setGrid] = useState(false);
  return (
    <div
      className={clsx(
        "flex h-[calc(100dvh-var(--header-height))] flex-col beside:flex-row",
        painting && "phone:fixed phone:inset-0 phone:z-20 phone:h-dvh",
      )}
    >
      <h1 className="sr-only">{t("home.title")}</h1>
      <div className="flex min-h-0 min-w-0 grow flex-col">
        {grid ? (
          <ResultGrid onOpen={() => setGrid(false)} />
        ) : (
          <Stage key={picture.id} picture={picture} onShortcuts={onShortcuts} />
        )}
        {painting && <PaintBar />}
        <PictureList
          intake={intake}
          onCamera={onCamera}
          onAddress={onAddress}
          hidden={painting}
          grid={grid}
          onGrid={setGrid}
        />
      </div>
      <ToolPanel hidden={painting} />
    </div>
  );
}
