import { createStore, type StoreApi } from "zustand/vanilla";
import { type History, NO_HISTORY, recorded, stepBack, stepForward } from "./history.ts";
import { editsOf, hasSameEdits, isFailed, newPicture, type Picture, type PictureEdits } from "./picture.ts";
import { changedFields, DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { hintsOf, type Stroke } from "./strokes.ts";

export type Tool = "background" | "brush" | "shadow" | "size" | "output" | "presets";

/** What the pointer does on the stage. */
export interface Brush {
  mode: "off" | Stroke["mode"] | "region" | "pick" | "crop" | "move";
  /** On the screen, in CSS pixels. */
  radius: number;
  /** 0…1. */
  softness: number;
  /** Strokes are hints: the edge is found near them. */
  hints: boolean;
}

/** What undo brings back. */
export interface Edits {
  settings: Settings;
  /** By the picture's id. */
  pictures: ReadonlyMap<string, PictureEdits>;
}

/** Why no picture is sent to the server just now. */
export interface Pause {
  /** The plan allows so many a minute, the server has too much to do, or there is no network. */
  reason: "rate" | "busy" | "offline";
  /** When it goes on, in milliseconds since 1970; `null` where nobody knows. */
  until: number | null;
}

export interface EditorState {
  pictures: readonly Picture[];
  /** The picture on the stage. */
  activeId: string | null;
  /** For every picture that has none of its own. */
  settings: Settings;
  pause: Pause | null;
  /** Of settings and strokes together. */
  history: History<Edits>;
  tool: Tool;
  brush: Brush;
  /** Width by height of what is cropped by hand; `null`: any. */
  cropRatio: number | null;
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
  /**
   * Changes the settings that are in force for the picture on the stage: its own where it has some, else those for all.
   * What changes the cutout itself (quality, the photo's own shadow) sends pictures to the server again.
   */
  set(changes: Partial<Settings>): void;
  /** Gives the picture on the stage settings of its own, which begin as they are, or has it follow the others again. */
  setApart(apart: boolean): void;
  /** The settings of the picture on the stage hold for all pictures, and none has its own any more. */
  useForAll(): void;
  setPause(pause: Pause | null): void;
  /** Goes on with pictures of an earlier visit. */
  restore(earlier: Pick<EditorState, "pictures" | "activeId" | "settings">): void;
  /** These pictures were downloaded as they were then; one that has changed since counts as not downloaded. */
  markDownloaded(downloaded: readonly Picture[], settings: Settings): void;
  chooseTool(tool: Tool): void;
  setBrush(changes: Partial<Brush>): void;
  setCropRatio(ratio: number | null): void;
  setCompare(share: number | null): void;
  paint(stroke: Stroke): void;
  /** Crops the picture on the stage, or moves its subject, by hand. */
  arrange(changes: Partial<Pick<PictureEdits, "crop" | "adjust">>): void;
  clearStrokes(): void;
  /** What is set next is a step of its own, even if it is the same setting as just now. */
  endStep(): void;
  undo(): void;
  redo(): void;
}

/** Changes of one setting that follow each other as fast as this are one step: a slider that is being moved. */
const SAME_STEP_MS = 1000;

/** Radii on the screen, in CSS pixels. */
export const SMALLEST_BRUSH = 2;
export const LARGEST_BRUSH = 120;

const INITIAL: EditorState = {
  pictures: [],
  activeId: null,
  settings: DEFAULT_SETTINGS,
  pause: null,
  history: NO_HISTORY,
  tool: "background",
  brush: { mode: "off", radius: 24, softness: 0.4, hints: false },
  cropRatio: null,
  compare: 0.5,
};

/** Whether the pointer paints. */
export function isPainting({ brush: { mode } }: Pick<EditorState, "brush">): boolean {
  return mode === "keep" || mode === "erase" || mode === "region";
}

export function activePicture({ pictures, activeId }: EditorState): Picture | null {
  return pictures.find(({ id }) => id === activeId) ?? null;
}

/** The settings that are in force for a picture. */
export function settingsOf(state: Pick<EditorState, "settings">, picture: Picture | null): Settings {
  return picture?.settings ?? state.settings;
}

function allEditsOf({ settings, pictures }: EditorState): Edits {
  return { settings, pictures: new Map(pictures.map((picture) => [picture.id, editsOf(picture)])) };
}

/** Whether the server has to make all cutouts again. */
function changesCutout(before: Settings, after: Settings): boolean {
  return before.quality !== after.quality || before.shadow.original !== after.shadow.original;
}

/** Whether the server has to make this cutout again. */
function changesHints(before: readonly Stroke[], after: readonly Stroke[]): boolean {
  const [old, hints] = [hintsOf(before), hintsOf(after)];
  return old.length !== hints.length || old.some((hint, i) => hint !== hints[i]);
}

/**
 * Everything the editor knows, and all that can happen to it. Knows no DOM and no server.
 *
 * @param settings to begin with
 * @param now in milliseconds
 */
export function createEditorStore(
  settings: Settings = DEFAULT_SETTINGS,
  now: () => number = Date.now,
): EditorStore {
  const store = createStore<EditorState>(() => ({ ...INITIAL, settings }));
  const { getState, setState } = store;
  let made = 0;

  function update(id: string, changes: Partial<Picture>): void {
    setState(({ pictures }) => ({
      pictures: pictures.map((picture) => (picture.id === id ? { ...picture, ...changes } : picture)),
    }));
  }

  let lastStep: { fields: string; at: number } | undefined;

  /** Remembers the state as it is, before a change of some fields. */
  function record(fields: string): void {
    const at = now();
    const isSameStep = fields === lastStep?.fields && at - lastStep.at < SAME_STEP_MS;
    lastStep = { fields, at };
    if (!isSameStep) setState((state) => ({ history: recorded(state.history, allEditsOf(state)) }));
  }

  function changeStrokes(change: (strokes: readonly Stroke[]) => readonly Stroke[]): void {
    const before = getState();
    const picture = activePicture(before);
    if (!picture) return;
    actions.endStep();
    record("strokes");
    update(picture.id, { strokes: change(picture.strokes) });
    actions.endStep();
    followEdits(before);
  }

  /** After settings or strokes have changed: nothing is downloaded as it is now, and some cutouts have to be made again. */
  function followEdits(before: EditorState): void {
    const after = getState();
    const known = new Map(before.pictures.map((picture) => [picture.id, picture]));
    const again: string[] = [];
    const pictures = after.pictures.map((picture) => {
      const old = known.get(picture.id);
      if (!old) return picture;
      const [was, now] = [settingsOf(before, old), settingsOf(after, picture)];
      if (changesCutout(was, now) || changesHints(old.strokes, picture.strokes)) again.push(picture.id);
      const isSame = was === now && hasSameEdits(old, picture);
      return isSame || !picture.downloaded ? picture : { ...picture, downloaded: false };
    });
    setState({ pictures });
    actions.retry(again);
  }

  function travel(step: typeof stepBack): void {
    const before = getState();
    const to = step(before.history, allEditsOf(before));
    if (!to) return;
    actions.endStep();
    const { settings } = to.state;
    const pictures = before.pictures.map((picture) => {
      const there = to.state.pictures.get(picture.id) ?? picture;
      return hasSameEdits(there, picture) ? picture : { ...picture, ...there };
    });
    // What changes comes into view.
    const edited = pictures.find((picture, i) => picture !== before.pictures[i]);
    setState({ settings, pictures, history: to.history, activeId: edited?.id ?? before.activeId });
    // A step whose picture has been removed changes nothing.
    if (settings === before.settings && !edited) travel(step);
    else followEdits(before);
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
    clear() {
      const { compare, brush, history } = INITIAL;
      setState({ pictures: [], activeId: null, compare, brush, history });
    },
    activate: (id) => setState({ activeId: id }),
    update,
    retry(ids) {
      for (const id of ids) update(id, { progress: { kind: "waiting" } });
    },
    set(changes) {
      const before = getState();
      const picture = activePicture(before);
      const settings = settingsOf(before, picture);
      const next = { ...settings, ...changes };
      const fields = changedFields(settings, next);
      if (fields.length === 0) return;
      record(`${picture?.settings ? picture.id : ""} ${fields}`);
      if (picture?.settings) update(picture.id, { settings: next });
      else setState({ settings: next });
      setState({ compare: changesCutout(settings, next) ? before.compare : null });
      followEdits(before);
    },
    setApart(apart) {
      const before = getState();
      const picture = activePicture(before);
      if (!picture || apart === (picture.settings !== null)) return;
      actions.endStep();
      record("apart");
      update(picture.id, { settings: apart ? { ...before.settings } : null });
      followEdits(before);
      actions.endStep();
    },
    useForAll() {
      const before = getState();
      const settings = settingsOf(before, activePicture(before));
      actions.endStep();
      record("for all");
      setState(({ pictures }) => ({
        settings,
        pictures: pictures.map((picture) => (picture.settings ? { ...picture, settings: null } : picture)),
      }));
      followEdits(before);
      actions.endStep();
    },
    setPause: (pause) => setState({ pause }),
    restore({ pictures, activeId, settings }) {
      made = Math.max(made, ...pictures.map(({ id }) => Number(id.split("-")[1])));
      setState({ pictures, activeId, settings, history: NO_HISTORY });
    },
    markDownloaded(downloaded, settings) {
      for (const then of downloaded) {
        const picture = getState().pictures.find(({ id }) => id === then.id);
        const isSame =
          picture !== undefined &&
          hasSameEdits({ ...picture, settings: null }, { ...then, settings: null }) &&
          settingsOf(getState(), picture) === (then.settings ?? settings);
        if (isSame) update(then.id, { downloaded: true });
      }
    },
    chooseTool(tool) {
      setState(({ brush }) => ({ tool, brush: { ...brush, mode: "off" } }));
    },
    setBrush(changes) {
      setState(({ brush, compare }) => {
        const next = { ...brush, ...changes };
        return { brush: next, compare: next.mode === "off" ? compare : null };
      });
    },
    setCropRatio: (cropRatio) => setState({ cropRatio }),
    setCompare: (compare) => setState({ compare }),
    paint: (stroke) => changeStrokes((strokes) => [...strokes, stroke]),
    arrange(changes) {
      const before = getState();
      const picture = activePicture(before);
      if (!picture) return;
      record(`${Object.keys(changes)} ${picture.id}`);
      update(picture.id, changes);
      followEdits(before);
    },
    clearStrokes: () => changeStrokes(() => []),
    endStep() {
      lastStep = undefined;
    },
    undo: () => travel(stepBack),
    redo: () => travel(stepForward),
  };
  return Object.assign(store, actions);
}

/** Pictures that can be tried again. */
export function failedIds({ pictures }: EditorState): string[] {
  return pictures.filter(isFailed).map(({ id }) => id);
}
