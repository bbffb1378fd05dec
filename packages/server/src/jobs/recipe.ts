import type { Recipe } from "@alphacut/engine";
import type { Problem } from "../http/failure.ts";

/** Text fields of a job, as they were sent. */
export type RecipeFields = Readonly<Record<string, string>>;

/** What the recipe may depend on beside the fields. */
export interface KnownPicture {
  /** The upright photo, in pixels. */
  size: { width: number; height: number };
  /** The picture behind all pictures of the job. */
  background: Uint8Array | undefined;
}

/** What a job's fields ask of each picture, or everything that is wrong with them. */
export type DecodeJobRecipe = (
  fields: RecipeFields,
  hasBackground: boolean,
) => { recipe: (known: KnownPicture) => Recipe } | { problems: Problem[] };
