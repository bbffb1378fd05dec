import type { Reply } from "./request.ts";

/** An image that the server made, and what it cost. */
export interface ImageResult {
  /** `blob.type` is the media type of the image. */
  blob: Blob;
  /** Pixels; like everything below, `undefined` where the server does not say. */
  width: number | undefined;
  height: number | undefined;
  creditsCharged: number | undefined;
  creditsRemaining: number | undefined;
  requestId: string | undefined;
}

export function toImageResult({ blob, headers }: Reply): ImageResult {
  const number = (name: string) => (headers.has(name) ? Number(headers.get(name)) : undefined);
  return {
    blob,
    width: number("x-width"),
    height: number("x-height"),
    creditsCharged: number("x-credits-charged"),
    creditsRemaining: number("x-credits-remaining"),
    requestId: headers.get("x-request-id") ?? undefined,
  };
}
