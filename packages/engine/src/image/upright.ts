import type { Sharp } from "sharp";
import type { Orientation } from "./header/header.ts";

/**
 * Stands a picture upright as EXIF says that it lies (tag 0x0112: where the first stored row and column are in the scene).
 * libvips could read the tag itself, but would have to be shown the EXIF block.
 */
export function upright(image: Sharp, orientation: Orientation): Sharp {
  switch (orientation) {
    case 1:
      return image;
    case 2:
      return image.flop();
    case 3:
      return image.rotate(180);
    case 4:
      return image.flip();
    // sharp mirrors first, then turns, whatever the order of the calls.
    case 5:
      return image.rotate(270).flop();
    case 6:
      return image.rotate(90);
    case 7:
      return image.rotate(90).flop();
    case 8:
      return image.rotate(270);
  }
}
