import type { EditorState } from "../editor/core/editor-store.ts";
import type { CutoutResult, Picture } from "../editor/core/picture.ts";
import { newPicture } from "../editor/core/picture.ts";
import { DEFAULT_SETTINGS } from "../editor/core/settings.ts";
import { editor } from "../editor/session.ts";
import { SAMPLES, type SampleName } from "../front/samples.ts";

/** A sample as it is in the editor when the server is done with it. Nobody has to be warned of losing it. */
export async function readyPicture(name: SampleName, changes: Partial<Picture> = {}): Promise<Picture> {
  const { photo, cutout, width, height } = SAMPLES[name];
  const [file, data] = await Promise.all([blobAt(photo), blobAt(cutout)]);
  const result: CutoutResult = {
    size: { width, height },
    cutout: data,
    photo: null,
    hints: [],
    ticket: null,
    // So that its file is made here, too.
    onDevice: true,
  };
  const picture = newPicture(`gallery-${name}`, new File([file], `${name}.webp`));
  return { ...picture, progress: { kind: "ready" }, result, downloaded: true, ...changes };
}

async function blobAt(address: string): Promise<Blob> {
  return (await fetch(address)).blob();
}

/** Puts pictures into the editor; the first is on the stage. None is sent anywhere. */
export function showPictures(pictures: readonly Picture[], more: Partial<EditorState> = {}): void {
  editor.setState({
    ...editor.getInitialState(),
    settings: DEFAULT_SETTINGS,
    pause: { reason: "busy", until: null },
    pictures,
    activeId: pictures[0]?.id ?? null,
    ...more,
  });
}
