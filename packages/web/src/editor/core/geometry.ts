/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A rectangle in whole pixels of the upright photo. */
export interface Box extends Size {
  left: number;
  top: number;
}

/** `x' = a x + c y + e`, `y' = b x + d y + f`: the order that canvas contexts take. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Resize {
  width: number | null;
  height: number | null;
  exact: boolean;
}

export interface Rotation {
  /** Counter-clockwise. */
  degrees: number;
  expand: boolean;
}

/** First `inner`, then `outer`. */
export function multiply(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function invert([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * d - b * c;
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ];
}

export function apply([a, b, c, d, e, f]: Affine, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** How much longer a length becomes, on average over directions. */
export function scaleOf([a, b, c, d]: Affine): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

export function translation(x: number, y: number): Affine {
  return [1, 0, 0, 1, x, y];
}

export function scaling(x: number, y: number = x): Affine {
  return [x, 0, 0, y, 0, 0];
}

/** Counter-clockwise on a canvas whose y axis points down; exact for right angles. */
function rotation(degrees: number): Affine {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.round(Math.cos(radians) * 1e15) / 1e15;
  const sin = Math.round(Math.sin(radians) * 1e15) / 1e15;
  return [cos, -sin, sin, cos, 0, 0];
}

/** What resizing makes of a size: the aspect ratio stays unless both sides are wanted exactly. */
export function resizedSize({ width, height }: Size, resize: Resize): Size {
  if (resize.exact && resize.width && resize.height) return { width: resize.width, height: resize.height };
  const scale = Math.min((resize.width ?? Infinity) / width, (resize.height ?? Infinity) / height);
  if (scale === Infinity) return { width, height };
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The canvas after a rotation, as Pillow's `Image.rotate` has it and therefore the server. */
export function rotatedSize({ width, height }: Size, { degrees, expand }: Rotation): Size {
  if (!expand) return { width, height };
  const turn = multiply(
    translation(width / 2, height / 2),
    multiply(rotation(degrees), translation(-width / 2, -height / 2)),
  );
  const corners = [
    apply(turn, { x: 0, y: 0 }),
    apply(turn, { x: width, y: 0 }),
    apply(turn, { x: width, y: height }),
    apply(turn, { x: 0, y: height }),
  ];
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return {
    width: Math.ceil(Math.max(...xs)) - Math.floor(Math.min(...xs)),
    height: Math.ceil(Math.max(...ys)) - Math.floor(Math.min(...ys)),
  };
}

export interface Placement {
  /** The canvas after cropping, resizing and rotating. */
  canvas: Size;
  /** From pixels of the upright photo to pixels of the canvas. */
  toCanvas: Affine;
}

/** Where cropping, then resizing, then rotating puts the pixels of the photo. */
export function place(crop: Box, resize: Resize, turn: Rotation): Placement {
  const resized = resizedSize(crop, resize);
  const canvas = rotatedSize(resized, turn);
  const steps: Affine[] = [
    translation(canvas.width / 2, canvas.height / 2),
    rotation(turn.degrees),
    translation(-resized.width / 2, -resized.height / 2),
    scaling(resized.width / crop.width, resized.height / crop.height),
    translation(-crop.left, -crop.top),
  ];
  return { canvas, toCanvas: steps.reduce(multiply) };
}

/** Grows a box by `margin` (a share of its longer side) and cuts it at the borders of the photo. */
export function withMargin(box: Box, margin: number, photo: Size): Box {
  const pixels = Math.round(Math.max(box.width, box.height) * margin);
  const left = Math.max(0, box.left - pixels);
  const top = Math.max(0, box.top - pixels);
  return {
    left,
    top,
    width: Math.min(photo.width, box.left + box.width + pixels) - left,
    height: Math.min(photo.height, box.top + box.height + pixels) - top,
  };
}
