import type { ImageProblem } from "../cutout/image-problem.ts";
import { everyFormat, type ImageRules, standardImageRules } from "../cutout/image-rules.ts";
import { fill } from "../http/failure.ts";
import { errors } from "../http/own-errors.ts";

/** What the editor takes: everything that the engine reads. */
export const editorImageRules: ImageRules = {
  ...standardImageRules,
  formats: everyFormat,
  extensions: [...standardImageRules.extensions!, "gif", "tif", "tiff", "avif", "heic", "heif"],
};

/** What the engine says of a file is more precise than this API's own words for all of them. */
export function describe({ code, values }: ImageProblem): string {
  return typeof values.reason === "string" ? values.reason : fill(errors[code].message, values);
}
