import { useStore } from "zustand";
import { accountQuery, anonymousQuery } from "../api/account.ts";
import { ApiError } from "../api/api-error.ts";
import { queryClient } from "../app/query-client.ts";
import { activePicture, createEditorStore, type EditorState, settingsOf } from "./core/editor-store.ts";
import type { CutoutResult, Picture } from "./core/picture.ts";
import { isReduced, previewSize } from "./core/picture.ts";
import { originalShadowOf } from "./core/recipe.ts";
import type { Settings } from "./core/settings.ts";
import { hintsOf } from "./core/strokes.ts";
import { type CutOutOptions, startWorkQueue } from "./core/work-queue.ts";
import { type CutoutAnswer, requestCutout } from "./cutout-request.ts";
import { keepSession } from "./keep/keep-session.ts";
import { keepSettings, keptSettings } from "./keep/kept-settings.ts";
import { isOnDevice } from "./on-device/preference.ts";
import { photoSize } from "./pixels/photo.ts";
import { hintPictures, whitePixel } from "./pixels/stroke-pictures.ts";

/** The editor's state lives as long as the page, so that pictures survive a visit to the dashboard. */
export const editor = createEditorStore(keptSettings());

/** And in this browser's database, so that they survive the page. */
export const keeper = keepSession(editor);

editor.subscribe(({ settings }, before) => {
  if (settings !== before.settings) keepSettings(settings);
});

export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(editor, select);
}

/** The settings that are in force for the picture on the stage. */
export function useSettings(): Settings {
  return useEditor((state) => settingsOf(state, activePicture(state)));
}

/** Makes the cutout here, if that is wanted, or has the server make it. */
async function cutOut(picture: Picture, options: CutOutOptions): Promise<CutoutResult> {
  const settings = settingsOf(editor.getState(), picture);
  if (!(await isOnDevice())) return cutOutOnServer(picture, settings, options);
  options.onProgress({ kind: "working" });
  const { cutOutOnDevice } = await import("./on-device/on-device.ts").catch((cause: unknown) => {
    throw new ApiError({ code: "network", message: String(cause) });
  });
  return cutOutOnDevice(picture, settings, options);
}

/** Asks the server for the subject, in the size of a preview. */
async function cutOutOnServer(
  picture: Picture,
  settings: Settings,
  options: CutOutOptions,
): Promise<CutoutResult> {
  const size = await photoSize(picture.file);
  const hints = hintsOf(picture.strokes);
  const answer = await requestCutout(
    {
      image: picture.file,
      ...(size && (await hintPictures(hints, size))),
      ticket: picture.result?.ticket ?? null,
      recipe: {
        format: "webp",
        quality: settings.quality,
        ...originalShadowOf(settings.shadow),
        ...(size && isReduced(size) && { resize: { ...previewSize(size), exact: true } }),
      },
    },
    options,
  );
  const { data: cutout, ticket } = answer;
  if (size) return { size, cutout, photo: null, hints, ticket };
  // What this browser cannot decode was not reduced, so the answer has the photo's size.
  const photo = await photoFromServer(picture, settings, answer, options.signal);
  return { size: answer.size, cutout, photo, hints, ticket };
}

/** The photo itself, for browsers that do not know its format: a cutout of which everything is kept. Free, by the ticket. */
async function photoFromServer(
  { file: image }: Picture,
  { quality }: Settings,
  { size, ticket }: CutoutAnswer,
  signal: AbortSignal,
): Promise<Blob> {
  const correction = await whitePixel();
  const recipe = {
    format: "webp",
    quality,
    ...(isReduced(size) && { resize: { ...previewSize(size), exact: true } }),
  } as const;
  const { data } = await requestCutout({ image, correction, recipe, ticket }, { signal });
  return data;
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function online(): Promise<void> {
  return new Promise((resolve) => addEventListener("online", () => resolve(), { once: true }));
}

/** What is left of credits or free pictures has to be asked for again. */
export function refreshAllowance(): void {
  void queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
  void queryClient.invalidateQueries({ queryKey: anonymousQuery.queryKey });
}

startWorkQueue(editor, {
  cutOut,
  wait,
  isOnline: () => navigator.onLine,
  online,
  onSettled: refreshAllowance,
});
