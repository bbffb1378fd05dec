import type { Recipe } from "@alphacut/engine";
import type { Problem } from "../http/failure.ts";
import { pictureAnswer } from "../http/picture-answer.ts";
import { type CutoutRoute, cutoutRoute, type Fields } from "./cutout-route.ts";

/** What text fields ask for, or everything that is wrong with them. */
export type DecodedFields = { recipe: Recipe } | { problems: Problem[] };

/** A route whose photo is the file `image`, all else text fields, and whose answer is the picture. */
export function formRoute(paths: readonly string[], decode: (fields: Fields) => DecodedFields): CutoutRoute {
  return cutoutRoute({
    method: "POST",
    paths,
    decode({ fields, files }) {
      const decoded = decode(fields);
      return {
        imageField: "image",
        image: files.image && { file: files.image },
        asked: "problems" in decoded ? decoded : { recipe: () => decoded.recipe },
      };
    },
    encode: pictureAnswer,
  });
}
