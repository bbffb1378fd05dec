import { expect, test } from "vitest";
import { activePicture, createEditorStore, failedIds, settingsOf } from "./editor-store.ts";
import type { Stroke } from "./strokes.ts";

const file = (name: string) => new File(["x"], name);
const stroke: Stroke = { mode: "erase", radius: 3, softness: 0, points: [{ x: 1, y: 1 }] };

function storeWith(...names: string[]) {
  const store = createEditorStore();
  store.add(names.map(file));
  return store;
}

const nameOnStage = (store: ReturnType<typeof createEditorStore>) =>
  activePicture(store.getState())?.file.name;

test("the first picture added comes onto the stage and stays there", () => {
  const store = storeWith("a", "b");
  store.add([file("c")]);
  expect(nameOnStage(store)).toBe("a");
});

test("removing the picture on the stage brings its neighbor there", () => {
  const store = storeWith("a", "b", "c");
  const [, b, c] = store.getState().pictures;
  store.activate(c!.id);
  store.remove(c!.id);
  expect(nameOnStage(store)).toBe("b");
  store.remove(b!.id);
  store.remove(store.getState().pictures[0]!.id);
  expect(store.getState().activeId).toBeNull();
});

test("strokes belong to their picture", () => {
  const store = storeWith("a", "b");
  store.paint(stroke);
  const [a, b] = store.getState().pictures;
  expect(a!.strokes).toEqual([stroke]);
  expect(b!.strokes).toEqual([]);
});

test("undo takes back settings and strokes in the order in which they were made, and redo brings them again", () => {
  const store = storeWith("a");
  const shown = () => [store.getState().settings.format, store.getState().pictures[0]!.strokes.length];
  store.paint(stroke);
  store.set({ format: "webp" });
  store.paint(stroke);
  const states = [shown()];
  for (let i = 0; i < 4; i++) {
    store.undo();
    states.push(shown());
  }
  expect(states).toEqual([
    ["webp", 2],
    ["webp", 1],
    ["png", 1],
    ["png", 0],
    ["png", 0],
  ]);
  for (let i = 0; i < 4; i++) store.redo();
  expect(shown()).toEqual(["webp", 2]);
});

test("undoing a stroke brings its picture onto the stage; one of a removed picture is passed over", () => {
  const store = storeWith("a", "b", "c");
  const [, b, c] = store.getState().pictures;
  store.set({ format: "webp" });
  store.activate(b!.id);
  store.paint(stroke);
  store.activate(c!.id);
  store.paint(stroke);
  store.remove(c!.id);
  store.activate(store.getState().pictures[0]!.id);
  store.undo();
  expect(nameOnStage(store)).toBe("b");
  expect(store.getState().pictures[1]!.strokes).toEqual([]);
  expect(store.getState().settings.format).toBe("webp");
});

test("a slider that moves is one step; after a pause, or with the pointer down anew, it is another", () => {
  let clock = 0;
  const store = createEditorStore(undefined, () => clock);
  const move = (margin: number) => store.set({ crop: { on: true, margin } });
  store.set({ crop: { on: true, margin: 5 } });
  for (const margin of [6, 7, 8]) move(margin);
  clock += 2000;
  move(20);
  store.endStep();
  move(30);
  const seen: number[] = [];
  for (let i = 0; i < 4; i++) {
    store.undo();
    seen.push(store.getState().settings.crop.margin);
  }
  expect(seen).toEqual([20, 8, 5, 5]);
  expect(store.getState().settings.crop.on).toBe(false);
});

test("a setting that was nothing and becomes something is a step", () => {
  const store = storeWith("a");
  store.set({ maxKilobytes: 500 });
  expect(store.getState().settings.maxKilobytes).toBe(500);
  store.undo();
  expect(store.getState().settings.maxKilobytes).toBeNull();
});

test("a setting that is set to what it is already is no step", () => {
  const store = storeWith("a");
  store.set({ format: "png", crop: { ...store.getState().settings.crop } });
  expect(store.getState().history.past).toEqual([]);
});

test("another quality sends every picture to the server again and keeps what is shown", () => {
  const store = storeWith("a");
  const { id } = store.getState().pictures[0]!;
  const result = { size: { width: 2, height: 1 }, cutout: new Blob(), photo: null, hints: [], ticket: "t" };
  store.update(id, { progress: { kind: "ready" }, result });
  store.set({ format: "webp" });
  expect(store.getState().pictures[0]!.progress.kind).toBe("ready");
  store.set({ quality: "best" });
  expect(store.getState().pictures[0]).toMatchObject({ progress: { kind: "waiting" }, result });
});

test("the photo's own shadow is a matter of the cutout: every picture goes to the server again, another shadow is not", () => {
  const store = storeWith("a");
  const { id } = store.getState().pictures[0]!;
  const { shadow } = store.getState().settings;
  store.update(id, { progress: { kind: "ready" } });
  store.set({ shadow: { ...shadow, on: true } });
  expect(store.getState().pictures[0]!.progress.kind).toBe("ready");
  store.set({ shadow: { ...shadow, original: true } });
  expect(store.getState().pictures[0]!.progress.kind).toBe("waiting");
  store.update(id, { progress: { kind: "ready" } });
  store.undo();
  expect(store.getState().pictures[0]!.progress.kind).toBe("waiting");
});

test("a hint sends its picture to the server again, and no other; so does taking it back; other strokes don't", () => {
  const store = storeWith("a", "b");
  const kinds = () => store.getState().pictures.map(({ progress }) => progress.kind);
  const seen: string[][] = [];
  const after = (change: () => void) => {
    for (const { id } of store.getState().pictures) store.update(id, { progress: { kind: "ready" } });
    change();
    seen.push(kinds());
  };
  after(() => store.paint(stroke));
  after(() => store.paint({ ...stroke, isHint: true }));
  after(() => store.undo());
  after(() => store.redo());
  after(() => store.clearStrokes());
  expect(seen).toEqual([
    ["ready", "ready"],
    ["waiting", "ready"],
    ["waiting", "ready"],
    ["waiting", "ready"],
    ["waiting", "ready"],
  ]);
});

test("leaving the brush puts it away", () => {
  const store = storeWith("a");
  store.chooseTool("brush");
  store.setBrush({ mode: "keep" });
  expect(store.getState().compare).toBeNull();
  store.chooseTool("shadow");
  expect(store.getState().brush.mode).toBe("off");
});

test("only failed pictures are tried again", () => {
  const store = storeWith("a", "b");
  const [a] = store.getState().pictures;
  store.update(a!.id, { progress: { kind: "failed", error: new Error("no") } });
  expect(failedIds(store.getState())).toEqual([a!.id]);
});

test("a picture with settings of its own keeps them, and undo has it follow the others again", () => {
  const store = storeWith("a", "b");
  const [a, b] = store.getState().pictures;
  const format = (id: string) =>
    settingsOf(store.getState(), store.getState().pictures.find((picture) => picture.id === id)!).format;
  store.setApart(true);
  store.set({ format: "jpeg" });
  store.activate(b!.id);
  store.set({ format: "webp" });
  expect([format(a!.id), format(b!.id)]).toEqual(["jpeg", "webp"]);
  for (let i = 0; i < 3; i++) store.undo();
  expect(store.getState().pictures[0]!.settings).toBeNull();
  expect([format(a!.id), format(b!.id)]).toEqual(["png", "png"]);
});

test("what was downloaded counts as downloaded until it changes, also if it changed while it was made", () => {
  const store = storeWith("a", "b");
  const downloaded = () => store.getState().pictures.map((picture) => picture.downloaded);
  const { pictures, settings } = store.getState();
  store.paint(stroke);
  store.markDownloaded(pictures, settings);
  expect(downloaded()).toEqual([false, true]);
  store.markDownloaded(store.getState().pictures, settings);
  expect(downloaded()).toEqual([true, true]);
  store.set({ format: "webp" });
  expect(downloaded()).toEqual([false, false]);
});

test("after an earlier visit is gone on with, new pictures get names of their own", () => {
  const store = storeWith("a", "b");
  const { pictures, activeId, settings } = store.getState();
  const later = createEditorStore();
  later.restore({ pictures, activeId, settings });
  later.add([file("c")]);
  expect(new Set(later.getState().pictures.map(({ id }) => id)).size).toBe(3);
});

test("settings of one picture become those of all, as one step that can be taken back", () => {
  const store = createEditorStore();
  store.add([file("a.png"), file("b.png"), file("c.png")]);
  store.setApart(true);
  store.set({ format: "webp" });
  store.activate(store.getState().pictures[1]!.id);
  store.setApart(true);
  store.set({ format: "jpeg" });
  store.useForAll();
  const formats = () =>
    store.getState().pictures.map((picture) => settingsOf(store.getState(), picture).format);
  expect(formats()).toEqual(["jpeg", "jpeg", "jpeg"]);
  expect(store.getState().pictures.every(({ settings }) => settings === null)).toBe(true);
  store.undo();
  expect(formats()).toEqual(["webp", "jpeg", "png"]);
});
