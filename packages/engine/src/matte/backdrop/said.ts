import type { Mask, Region } from "../../image/raster.ts";
import type { Hints } from "../hint-masks.ts";
import { REMOVED, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** What somebody says about each pixel of the view; 0 where they say nothing. */
export type Said = Uint8Array;

const KEEP = 1;
const REMOVE = 2;

/** What hints say, taken at the view pixels' centers; `remove` overrides `keep`. */
export function saidOf({ width, height }: View, region: Region, { keep, remove }: Hints): Said {
  const said = new Uint8Array(width * height);
  const columns = Int32Array.from({ length: width }, (_, x) =>
    Math.floor(region.left + ((x + 0.5) * region.width) / width),
  );
  const take = ({ data, width: stride }: Mask, what: number) => {
    for (let y = 0, i = 0; y < height; y++) {
      const row = Math.floor(region.top + ((y + 0.5) * region.height) / height) * stride;
      for (let x = 0; x < width; x++, i++) if (data[row + columns[x]!]! >= 128) said[i] = what;
    }
  };
  if (keep) take(keep, KEEP);
  if (remove) take(remove, REMOVE);
  return said;
}

/** The view with a model that knows what is said. */
export function informed(view: View, said: Said): View {
  const prior = view.prior.map((value, i) => (said[i] === KEEP ? 255 : said[i] === REMOVE ? 0 : value));
  return { ...view, prior };
}

/** Takes away what is to be removed. */
export function removeSaid(said: Said, marks: Uint8Array): void {
  for (let i = 0; i < marks.length; i++) if (said[i] === REMOVE) marks[i] = REMOVED;
}

/** Puts back what is to be kept. */
export function keepSaid(said: Said, marks: Uint8Array): void {
  for (let i = 0; i < marks.length; i++) if (said[i] === KEEP) marks[i] = SUBJECT;
}
