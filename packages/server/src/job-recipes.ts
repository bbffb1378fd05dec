import { decodeJobRecipe } from "./dialects/rembg-com/job-recipe.ts";
import type { DecodeJobRecipe } from "./jobs/recipe.ts";

/** A job's recipe in the fields of `POST /rmbg`. @param models that callers may name */
export function decodeJob(models: readonly string[]): DecodeJobRecipe {
  return (fields, hasBackground) => {
    const decoded = decodeJobRecipe(fields, hasBackground, models);
    if ("problems" in decoded) return decoded;
    return {
      recipe: ({ size, background }) =>
        decoded.recipe({ size, pictures: background ? { background_image: background } : {} }),
    };
  };
}
