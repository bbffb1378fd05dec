import { type Affine, multiply, type Point, scaleOf, scaling, translation } from "@alphacut/pixels";
import clsx from "clsx";
import { Crosshair } from "lucide-react";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSize } from "../../ui/use-size.ts";
import type { Brush } from "../core/editor-store.ts";
import type { Picture } from "../core/picture.ts";
import { plainLook } from "../core/plain-look.ts";
import { FITTED, moved, viewTransform, zoomedAt } from "../core/view.ts";
import { type Scene, SceneRenderer } from "../pixels/scene.ts";
import { type SubjectFinder, subjectOnCanvas } from "../pixels/scene-geometry.ts";
import { useEditor, useSettings } from "../session.ts";
import { useScene } from "../use-scene.ts";
import { CompareSlider } from "./CompareSlider.tsx";
import { CropFrame } from "./CropFrame.tsx";
import { MoveFrame } from "./MoveFrame.tsx";
import { ProgressOverlay } from "./ProgressOverlay.tsx";
import { StageToolbar } from "./StageToolbar.tsx";
import { useBackdropLook } from "./use-backdrop-look.ts";
import { useBrush } from "./use-brush.ts";
import { useKeyboard } from "./use-keyboard.ts";
import { usePanKey } from "./use-pan-key.ts";
import { usePointers } from "./use-pointers.ts";

/** More pixels cost time and show nothing. */
const LARGEST_PIXEL_RATIO = 2;
const NO_FRAME = { left: 0, top: 0, width: 1, height: 1 };

interface StageProps {
  picture: Picture;
  /** Somebody wants to see all keys. */
  onShortcuts: () => void;
}

/** The picture: before and after, zoom, pan and brush. */
export function Stage({ picture, onShortcuts }: StageProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const mode = useEditor((state) => state.brush.mode);
  const { crop, adjust } = picture;
  const plain = useMemo(() => plainLook(settings), [settings]);
  const look = mode === "crop" ? plain : { settings, crop, adjust };
  const decoded = useScene(picture, look);
  const scene = decoded.kind === "done" ? decoded.value : null;
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const [view, setView] = useState(FITTED);
  const frame = scene?.frame ?? NO_FRAME;
  const toStage = viewTransform(view, frame, size);
  const brush = useBrush(scene, scene ? fromPhoto(scene, toStage) : toStage);
  const compare = useEditor((state) => state.compare);
  const instructionsId = useId();
  const backdrop = useBackdropLook();

  const onMove = (by: Point) => setView((current) => moved(current, by, frame, size));
  const onZoom = (factor: number, at = { x: size.width / 2, y: size.height / 2 }) =>
    setView((current) => zoomedAt(current, factor, at, frame, size));
  const onFit = () => setView(FITTED);
  const onActual = () => onZoom(1 / devicePixelRatio / scaleOf(toStage));
  const pan = usePanKey(area);
  const pointers = usePointers(area, { brush, pan, onMove, onZoom });
  const keys = useKeyboard({ stage: size, brush, pan, onMove, onZoom, onFit, onActual });

  const comparing = compare !== null && scene?.subject != null;
  const scale = scaleOf(toStage);
  const [, , , , left, top] = toStage;
  const split = comparing
    ? Math.min(1, Math.max(0, (compare * size.width - left) / (frame.width * scale)))
    : null;
  const canvas = useDrawnCanvas(scene, split, brush.paints, brush.stroke, toStage, size);
  return (
    <section className="flex min-h-0 min-w-0 grow flex-col">
      <StageToolbar
        size={scene && t("stage.size", { width: frame.width, height: frame.height })}
        scale={scaleOf(toStage) * devicePixelRatio}
        onZoom={onZoom}
        onActual={onActual}
        onFit={onFit}
        onShortcuts={onShortcuts}
        onBackdrop={backdrop.change}
      />
      <div data-backdrop={backdrop.look} className="relative min-h-24 grow overflow-hidden bg-sunken">
        <div
          ref={area}
          role="application"
          aria-label={t(picture.result ? "stage.result" : "stage.original", { name: picture.file.name })}
          aria-describedby={instructionsId}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys, and takes the focus for them
          tabIndex={0}
          className={clsx(
            "absolute inset-0 touch-none select-none focus-visible:-outline-offset-2",
            brush.active && !pan.held ? "cursor-none" : "cursor-grab active:cursor-grabbing",
          )}
          {...keys}
          {...pointers}
        >
          {scene && (
            <div
              // Its outermost pixel is left free: there the canvas covers only a part of each screen pixel.
              className="checkerboard absolute p-px"
              style={{
                left,
                top,
                width: frame.width * scale,
                height: frame.height * scale,
                backgroundClip: "content-box",
              }}
            />
          )}
          <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
          {scene && <HandFrame picture={picture} scene={scene} toStage={toStage} />}
          {brush.active && !pan.held && brush.cursor && <BrushCursor at={brush.cursor} />}
        </div>
        {comparing && <CompareSlider share={compare} />}
        {decoded.kind === "failed" && picture.progress.kind !== "failed" && (
          <p className="absolute inset-x-6 top-1/3 text-center text-muted">{t("stage.previewFailed")}</p>
        )}
        <ProgressOverlay picture={picture} />
        <p id={instructionsId} className="sr-only">
          {t(instructionsFor(mode))}
        </p>
      </div>
    </section>
  );
}

function instructionsFor(mode: Brush["mode"]) {
  switch (mode) {
    case "keep":
    case "erase":
      return "stage.brushInstructions";
    case "region":
      return "stage.regionInstructions";
    case "pick":
      return "stage.pickInstructions";
    case "move":
      return "stage.moveInstructions";
    default:
      return "stage.instructions";
  }
}

/** What is dragged on the picture: its crop, or its subject. */
function HandFrame({
  picture,
  scene,
  toStage,
}: {
  picture: Picture;
  scene: Scene & { finder: SubjectFinder };
  toStage: Affine;
}) {
  const mode = useEditor((state) => state.brush.mode);
  const { crop, finder, canvas, frame, toCanvas } = scene;
  if (mode === "crop") return <CropFrame photo={scene.photo.size} crop={picture.crop} toStage={toStage} />;
  const subject = mode === "move" ? subjectOnCanvas(finder.subject(crop), toCanvas) : null;
  if (!subject) return null;
  const fromCanvas = multiply(toStage, translation(frame.left, frame.top));
  return <MoveFrame picture={picture} subject={subject} canvas={canvas} toStage={fromCanvas} />;
}

function fromPhoto({ frame, toCanvas }: Scene, toStage: ReturnType<typeof viewTransform>) {
  return [toStage, translation(frame.left, frame.top), toCanvas].reduce(multiply);
}

/** A canvas that always shows the scene as it is. */
function useDrawnCanvas(
  scene: Scene | null,
  split: number | null,
  ghost: boolean,
  stroke: Parameters<SceneRenderer["draw"]>[2]["stroke"],
  toStage: ReturnType<typeof viewTransform>,
  size: { width: number; height: number },
) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [renderer] = useState(() => new SceneRenderer());
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || size.width === 0) return;
    const ratio = Math.min(LARGEST_PIXEL_RATIO, devicePixelRatio);
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    context.reset();
    if (scene) {
      const view = multiply(scaling(width / size.width, height / size.height), toStage);
      renderer.draw(context, scene, { compare: split, ghost, stroke }, view);
    }
  });
  return canvas;
}

function BrushCursor({ at }: { at: Point }) {
  const { radius, mode } = useEditor((state) => state.brush);
  if (mode === "region" || mode === "pick") {
    return (
      <Crosshair
        aria-hidden
        strokeWidth={1.5}
        className="pointer-events-none absolute size-6 -translate-1/2 rounded-full bg-white/70 text-black"
        style={{ left: at.x, top: at.y }}
      />
    );
  }
  return (
    <div
      className={`pointer-events-none absolute rounded-full border-2 shadow-[0_0_0_1px_rgb(255_255_255/0.8)] ${
        mode === "keep" ? "border-emerald-700" : "border-red-700"
      }`}
      style={{ left: at.x - radius, top: at.y - radius, width: 2 * radius, height: 2 * radius }}
    />
  );
}
