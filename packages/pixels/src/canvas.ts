/** Pixels, or percent of the length that it is measured along. */
export interface Length {
  value: number;
  unit: "px" | "%";
}

/** A length for each side of a rectangle. */
export interface Sides {
  top: Length;
  right: Length;
  bottom: Length;
  left: Length;
}

/** Where something lies on a canvas that leaves it room: 0 at the left or top, 50 in the middle, 100 at the right or bottom. */
export interface Alignment {
  x?: number;
  y?: number;
}

/** What a hand does with a subject that has its place already. */
export interface Adjustment {
  /** Percent of the canvas, to the right and down; 0 when absent. */
  x?: number;
  y?: number;
  /** About the subject's middle; 1 when absent. */
  scale?: number;
}

/** The subject, scaled without distortion and placed on a canvas. */
export interface Canvas {
  /** Pixels, 1…10000; the size that the picture would have without a canvas when absent. */
  width?: number;
  height?: number;
  /**
   * How large the subject becomes: inside what the padding leaves (`fit`, the default), covering that (`fill`; what
   * reaches out of the canvas is cut off), as it is (`original`), or inside this share, 0…1, of the canvas.
   */
  scale?: "fit" | "fill" | "original" | { share: number };
  /** Percent of the canvas's width left and right, of its height above and below; 0 when absent. */
  padding?: Sides;
  /** An axis that is absent is in the middle; `original`: as far from the sides, in proportion, as it was. */
  align?: Alignment | "original";
  /** `false`: the subject is never enlarged. */
  enlarge?: boolean;
  /**
   * A side on which the photo's frame cuts the subject off stays on the canvas's edge, whatever the padding, unless that
   * axis is aligned; `false` treats it as any other.
   */
  keepCutSides?: boolean;
  /** At last, by hand; the subject may reach out of the canvas or leave it. */
  adjust?: Adjustment;
}
