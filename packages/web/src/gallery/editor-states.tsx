import { ApiError } from "../api/api-error.ts";
import { Header } from "../app/Header.tsx";
import { AddressDialog } from "../editor/AddressDialog.tsx";
import { CameraDialog } from "../editor/CameraDialog.tsx";
import type { Brush, Tool } from "../editor/core/editor-store.ts";
import { newPicture, type Picture, type Progress } from "../editor/core/picture.ts";
import { PRESETS, presetChanges } from "../editor/core/presets.ts";
import { DEFAULT_SETTINGS, type Settings } from "../editor/core/settings.ts";
import { Home } from "../editor/Home.tsx";
import { ResultGrid } from "../editor/queue/ResultGrid.tsx";
import { Refusals } from "../editor/Refusals.tsx";
import { ShortcutsDialog } from "../editor/ShortcutsDialog.tsx";
import { editor, useEditor } from "../editor/session.ts";
import type { IntakeState } from "../editor/use-intake.ts";
import { Workspace } from "../editor/Workspace.tsx";
import { SAMPLE_NAMES } from "../front/samples.ts";
import { ADA, answerWithoutServer } from "./answers.ts";
import { readyPicture, showPictures } from "./sample-pictures.ts";
import type { State } from "./state.ts";

const IDLE: IntakeState = {
  dragging: false,
  fetching: 0,
  refused: [],
  add: () => {},
  addAddresses: () => {},
  forgetRefused: () => {},
};
const nothing = () => {};

function Edited() {
  const picture = useEditor(({ pictures, activeId }) => pictures.find(({ id }) => id === activeId));
  return picture ? (
    <>
      <Header />
      <Workspace
        picture={picture}
        intake={IDLE}
        onCamera={nothing}
        onAddress={nothing}
        onShortcuts={nothing}
      />
    </>
  ) : null;
}

/** The workspace with one picture on the stage. */
function onStage(id: string, name: string, prepare: () => Promise<void>): State {
  return { id, group: "Editor", name, prepare, show: () => <Edited /> };
}

function withProgress(id: string, name: string, progress: Progress): State {
  return onStage(id, name, async () => {
    const picture = await readyPicture("product");
    showPictures([{ ...picture, result: null, progress }]);
  });
}

function withTool(tool: Tool, settings: Partial<Settings> = {}): State {
  return onStage(`tool-${tool}`, `Tool: ${tool}`, async () => {
    showPictures([await readyPicture("animal"), await readyPicture("car", { settings: DEFAULT_SETTINGS })], {
      tool,
      settings: { ...DEFAULT_SETTINGS, ...settings },
    });
  });
}

function withPointer(mode: Brush["mode"], changes: Partial<Picture> = {}): State {
  return onStage(`pointer-${mode}`, `Pointer: ${mode}`, async () => {
    showPictures([await readyPicture("car", changes)], {
      tool: mode === "crop" || mode === "move" ? "size" : "brush",
      brush: { ...editor.getState().brush, mode },
      compare: null,
    });
  });
}

const { background, shadow } = DEFAULT_SETTINGS;
const color = { ...background, kind: "color", color: "#e8d8c3" } as const;

async function manyPictures(): Promise<Picture[]> {
  const ready = await Promise.all(SAMPLE_NAMES.map((name) => readyPicture(name)));
  const empty = newPicture(
    "gallery-waiting",
    new File(["-"], "a-very-long-name-of-a-picture-that-waits.jpg"),
  );
  const failed = (code: string, i: number): Picture => ({
    ...empty,
    id: `gallery-failed-${i}`,
    file: new File(["-"], `${code}.jpg`),
    progress: { kind: "failed", error: new ApiError({ code, message: code }) },
    downloaded: true,
  });
  return [
    ...ready,
    {
      ...ready[0]!,
      id: "gallery-own",
      settings: { ...DEFAULT_SETTINGS, background: color },
      downloaded: false,
    },
    { ...ready[1]!, id: "gallery-left-out", chosen: false },
    { ...empty, downloaded: true },
    { ...empty, id: "gallery-uploading", progress: { kind: "uploading", share: 0.4 }, downloaded: true },
    { ...empty, id: "gallery-working", progress: { kind: "working" }, downloaded: true },
    ...["invalid_image", "no_credits", "network"].map(failed),
  ];
}

/** What the editor looks like, from the first visit to hundreds of pictures. */
export const EDITOR_STATES: readonly State[] = [
  {
    id: "home",
    group: "Front page",
    name: "For a guest",
    show: () => <Home intake={IDLE} onCamera={nothing} onAddress={nothing} />,
  },
  {
    id: "home-dragging",
    group: "Front page",
    name: "Signed in, with files over it",
    prepare: async () => answerWithoutServer(ADA),
    show: () => <Home intake={{ ...IDLE, dragging: true }} onCamera={nothing} onAddress={nothing} />,
  },
  withProgress("waiting", "Waiting, as the server is busy", { kind: "waiting" }),
  withProgress("uploading", "Uploading", { kind: "uploading", share: 0.62 }),
  withProgress("working", "The server at work", { kind: "working" }),
  withProgress("failed", "Failed", {
    kind: "failed",
    error: new ApiError({ code: "invalid_image", message: "" }),
  }),
  withProgress("failed-credits", "Failed for want of credits", {
    kind: "failed",
    error: new ApiError({ code: "no_credits", message: "", status: 429 }),
  }),
  onStage("unknown-format", "A format that the browser cannot show", async () => {
    const picture = await readyPicture("product");
    showPictures([
      {
        ...picture,
        file: new File(["no picture"], "scan.tiff"),
        result: null,
        progress: { kind: "working" },
      },
    ]);
  }),
  onStage("offline", "Without network", async () => {
    showPictures([await readyPicture("person"), ...(await manyPictures()).slice(6, 7)], {
      pause: { reason: "offline", until: null },
    });
  }),
  onStage("rate", "The plan's rate is used up", async () => {
    showPictures([await readyPicture("person"), ...(await manyPictures()).slice(6, 7)], {
      pause: { reason: "rate", until: Date.now() + 45_000 },
    });
  }),
  withTool("background", { background: { ...background, kind: "gradient", angle: 135 } }),
  withTool("brush"),
  withTool("shadow", { shadow: { ...shadow, on: true, kind: "contact", x: 0, y: 0 }, background: color }),
  withTool("size", { mirror: true, rotation: { degrees: 12, expand: true } }),
  withTool("output", { format: "jpeg", background: color }),
  withTool("presets", presetChanges(PRESETS[0]!, DEFAULT_SETTINGS)),
  withPointer("keep"),
  withPointer("erase"),
  withPointer("region"),
  withPointer("pick"),
  withPointer("crop", { crop: { left: 120, top: 90, width: 640, height: 420 } }),
  withPointer("move", { adjust: { x: 8, y: -5, scale: 0.8 } }),
  {
    id: "grid",
    group: "Editor",
    name: "All results, in every state",
    prepare: async () => showPictures(await manyPictures()),
    show: () => (
      <div className="flex h-dvh flex-col">
        <ResultGrid onOpen={nothing} />
      </div>
    ),
  },
  {
    id: "refusals",
    group: "Editor",
    name: "Files that were not added",
    show: () => (
      <Refusals
        intake={{
          ...IDLE,
          refused: ["unsupported_type", "empty_file", "file_too_large", "address_needs_key"].map((code) => ({
            name: `${code}-with-a-rather-long-name.svg`,
            error: new ApiError({ code, message: code }),
          })),
        }}
      />
    ),
  },
  {
    id: "fetching",
    group: "Editor",
    name: "Pictures that are being fetched",
    show: () => <Refusals intake={{ ...IDLE, fetching: 3 }} />,
  },
  {
    id: "address",
    group: "Dialogs",
    name: "Addresses",
    show: () => <AddressDialog onAddresses={nothing} onClose={nothing} />,
  },
  { id: "shortcuts", group: "Dialogs", name: "Keys", show: () => <ShortcutsDialog onClose={nothing} /> },
  {
    id: "camera",
    group: "Dialogs",
    name: "Camera",
    show: () => <CameraDialog onPhoto={nothing} onClose={nothing} />,
  },
];
