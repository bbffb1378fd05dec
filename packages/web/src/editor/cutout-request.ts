import type { Size } from "@alphacut/pixels";
import { ApiError, errorFromAnswer } from "../api/api-error.ts";
import type { EditorRecipe } from "../api/schema.ts";

export interface CutoutRequest {
  image: File;
  recipe: EditorRecipe;
  /** Brush strokes: white keeps, black erases, transparent leaves the matte as it is. */
  correction?: Blob | null;
  /** What is known of the photo: white where it is so. */
  keepMask?: Blob | null;
  removeMask?: Blob | null;
  background?: File | null;
  /** From an earlier answer for the same picture: working on it again is free. */
  ticket?: string | null;
}

export interface CutoutAnswer {
  data: Blob;
  size: Size;
  ticket: string | null;
}

export interface CutoutProgress {
  signal: AbortSignal;
  /** Share of the upload that is through, 0…1; 1 as soon as the server works. */
  onUpload?: (share: number) => void;
}

/** Longest silence on the wire in either direction, and longest time for the server's work. */
const SILENCE_MS = 60_000;
const WORK_MS = 300_000;

/**
 * `POST /api/editor/cutout`. By XMLHttpRequest, because `fetch` does not tell how far an upload is.
 * @throws ApiError; what the signal was aborted with when it was
 */
export function requestCutout(
  request: CutoutRequest,
  { signal, onUpload }: CutoutProgress,
): Promise<CutoutAnswer> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let timer = 0;
    const patience = (ms: number) => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        reject(new ApiError({ code: "timeout", message: `Nothing came for ${ms} ms` }));
        xhr.abort();
      }, ms);
    };
    const cancel = () => {
      reject(signal.reason);
      xhr.abort();
    };
    xhr.upload.onprogress = ({ loaded, total }) => {
      patience(SILENCE_MS);
      onUpload?.(total > 0 ? loaded / total : 0);
    };
    xhr.upload.onload = () => {
      patience(WORK_MS);
      onUpload?.(1);
    };
    xhr.onprogress = () => patience(SILENCE_MS);
    xhr.onerror = () => reject(new ApiError({ code: "network", message: "The connection broke" }));
    xhr.onload = () => {
      if (xhr.status === 200) {
        resolve(answerOf(xhr));
      } else {
        errorOf(xhr).then(reject, reject);
      }
    };
    xhr.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    };
    signal.addEventListener("abort", cancel);
    xhr.open("POST", "/api/editor/cutout");
    xhr.responseType = "blob";
    patience(SILENCE_MS);
    xhr.send(formOf(request));
  });
}

function answerOf(xhr: XMLHttpRequest): CutoutAnswer {
  return {
    data: xhr.response as Blob,
    size: {
      width: Number(xhr.getResponseHeader("x-width")),
      height: Number(xhr.getResponseHeader("x-height")),
    },
    ticket: xhr.getResponseHeader("x-editor-ticket"),
  };
}

async function errorOf(xhr: XMLHttpRequest): Promise<ApiError> {
  const body = await (xhr.response as Blob).text();
  return errorFromAnswer(xhr.status, body, xhr.getResponseHeader("retry-after"));
}

function formOf(request: CutoutRequest): FormData {
  const { image, recipe, correction, keepMask, removeMask, background, ticket } = request;
  const form = new FormData();
  form.set("recipe", JSON.stringify(recipe));
  if (ticket) form.set("ticket", ticket);
  if (correction) form.set("correction", correction, "correction.png");
  if (keepMask) form.set("keep_mask", keepMask, "keep.png");
  if (removeMask) form.set("remove_mask", removeMask, "remove.png");
  if (background) form.set("background", background);
  form.set("image", image);
  return form;
}
