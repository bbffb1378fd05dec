import type { Bounds } from "./bounds.ts";
import type { Rgba } from "./rgba.ts";
import type { Rotation } from "./rotation.ts";

/** On which sides the frame of the photo cuts the subject off. */
export interface CutSides {
  left: boolean;
  top: boolean;
  right: boolean;
  bottom: boolean;
}

export const UNCUT: CutSides = { left: false, top: false, right: false, bottom: false };

/** Alpha from which on a pixel at the frame is subject, and how much of the subject's own extent must be. */
const SURE = 128;
const CUT = 0.02;

/**
 * The sides on which a subject goes on beyond the frame.
 *
 * @param subject its bounds in the cutout
 * @param frame what is shown of the photo
 */
export function findCutSides({ data, width }: Rgba, subject: Bounds, frame: Bounds): CutSides {
  const isSure = (x: number, y: number) => data[(y * width + x) * 4 + 3]! >= SURE;
  const column = (x: number) => {
    let count = 0;
    for (let y = subject.top; y < subject.bottom; y++) if (isSure(x, y)) count++;
    return count > CUT * (subject.bottom - subject.top);
  };
  const row = (y: number) => {
    let count = 0;
    for (let x = subject.left; x < subject.right; x++) if (isSure(x, y)) count++;
    return count > CUT * (subject.right - subject.left);
  };
  return {
    left: subject.left <= frame.left && column(frame.left),
    top: subject.top <= frame.top && row(frame.top),
    right: subject.right >= frame.right && column(frame.right - 1),
    bottom: subject.bottom >= frame.bottom && row(frame.bottom - 1),
  };
}

/** Where the cut sides are in the mirror image. */
export function mirrorCutSides({ left, right, ...others }: CutSides): CutSides {
  return { left: right, right: left, ...others };
}

/** Where the cut sides are after a rotation; a slanting one is at no side any more. */
export function turnCutSides(cut: CutSides, rotation: Rotation | undefined): CutSides {
  const turns = ((((rotation?.degrees ?? 0) % 360) + 360) % 360) / 90;
  if (!Number.isInteger(turns)) return UNCUT;
  let turned = cut;
  for (let i = 0; i < turns; i++)
    turned = { left: turned.top, bottom: turned.left, right: turned.bottom, top: turned.right };
  return turned;
}
