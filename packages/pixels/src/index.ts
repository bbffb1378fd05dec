export { type Affine, apply, invert, multiply, scaleOf, scaling, translation } from "./affine.ts";
export { type Bounds, boundsOf, intersection, isEmpty, sizeOf, translate, union } from "./bounds.ts";
export { fillUnknown, type PartialPlane } from "./fill-unknown.ts";
export { LIGHT, levelOf } from "./light.ts";
export { type Resize, resizedSize } from "./resized-size.ts";
export { isRightAngle, type Rotation, rotatedFrom, rotatedSize } from "./rotation.ts";
export type { Point, Size } from "./size.ts";
