import { createStore, type StoreApi } from "zustand/vanilla";
import { isFailed, newPicture, type Picture } from "./picture.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { NO_STROKES, painted, redone, type Stroke, type StrokeHistory, undone } from "./strokes.ts";

export type Tool = "background" | "brush" | "shadow" | "size" | "output";

/** What the pointer does on the stage. */
export interface Brush {
  mode: "off" | Stroke["mode"] | "region";
  /** On the screen, in CSS pixels. */
  radius: number;
  /** 0…1. */
  softness: number;
}

export interface EditorState {
  pictures: readonly Picture[];
  /** The picture on the stage. */
  activeId: string | null;
  settings: Settings;
  tool: Tool;
  brush: Brush;
  /** Share of the stage that shows the photo as it was, from the left; `null` while nothing is compared. */
  compare: number | null;
}

export type EditorStore = StoreApi<EditorState> & EditorActions;

export interface EditorActions {
  add(files: readonly File[]): void;
  remove(id: string): void;
  clear(): void;
  activate(id: string): void;
  update(id: string, changes: Partial<Picture>): void;
  retry(ids: readonly string[]): void;
  /** Changes settings; what changes the cutout itself (quality, the photo's own shadow) sends every picture to the server again. */
  set(changes: Partial<Settings>): void;
  chooseTool(tool: Tool): void;
  setBrush(changes: Partial<Brush>): void;
  setCompare(share: number | null): void;
  paint(stroke: Stroke): void;
  undo(): void;
  redo(): void;
  clearStrokes(): void;
}

const INITIAL: EditorState = {
  pictures: [],
  activeId: null,
  settings: DEFAULT_SETTINGS,
  tool: "background",
  brush: { mode: "off", radius: 24, softness: 0.4 },
  compare: 0.5,
};

export function activePicture({ pictures, activeId }: EditorState): Picture | null {
  return pictures.find(({ id }) => id === activeId) ?? null;
}

/** Everything the editor knows, and all that can happen to it. Knows no DOM and no server. */
export function createEditorStore(): EditorStore {
  const store = createStore<EditorState>(() => INITIAL);
  const { getState, setState } = store;
  let made = 0;

  function update(id: string, changes: Partial<Picture>): void {
    setState(({ pictures }) => ({
      pictures: pictures.map((picture) => (picture.id === id ? { ...picture, ...changes } : picture)),
    }));
  }

  function changeStrokes(change: (history: StrokeHistory) => StrokeHistory): void {
    const picture = activePicture(getState());
    if (picture) update(picture.id, { strokes: change(picture.strokes) });
  }

  const actions: EditorActions = {
    add(files) {
      const added = files.map((file) => newPicture(`picture-${++made}`, file));
      setState(({ pictures, activeId }) => ({
        pictures: [...pictures, ...added],
        activeId: activeId ?? added[0]?.id ?? null,
      }));
    },
    remove(id) {
      setState(({ pictures, activeId }) => {
        const index = pictures.findIndex((picture) => picture.id === id);
        const left = pictures.filter((picture) => picture.id !== id);
        const neighbor = left[Math.min(index, left.length - 1)];
        return { pictures: left, activeId: activeId === id ? (neighbor?.id ?? null) : activeId };
      });
    },
    clear: () => setState({ pictures: [], activeId: null, compare: INITIAL.compare, brush: INITIAL.brush }),
    activate: (id) => setState({ activeId: id }),
    update,
    retry(ids) {
      for (const id of ids) update(id, { progress: { kind: "waiting" } });
    },
    set(changes) {
      const { quality, shadow } = getState().settings;
      const next = { quality, shadow, ...changes };
      const again = next.quality !== quality || next.shadow.original !== shadow.original;
      setState(({ settings, compare }) => ({
        settings: { ...settings, ...changes },
        compare: again ? compare : null,
      }));
      if (again) actions.retry(getState().pictures.map(({ id }) => id));
    },
    chooseTool(tool) {
      setState(({ brush }) => ({ tool, brush: { ...brush, mode: tool === "brush" ? brush.mode : "off" } }));
    },
    setBrush(changes) {
      setState(({ brush, compare }) => {
        const next = { ...brush, ...changes };
        return { brush: next, compare: next.mode === "off" ? compare : null };
      });
    },
    setCompare: (compare) => setState({ compare }),
    paint: (stroke) => changeStrokes((history) => painted(history, stroke)),
    undo: () => changeStrokes(undone),
    redo: () => changeStrokes(redone),
    clearStrokes: () => changeStrokes(() => NO_STROKES),
  };
  return Object.assign(store, actions);
}

/** Pictures that can be tried again. */
export function failedIds({ pictures }: EditorState): string[] {
  return pictures.filter(isFailed).map(({ id }) => id);
}
