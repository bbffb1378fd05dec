import type { Recipe } from "@alphacut/engine";
import type { Known } from "../../cutout-routes/cutout-route.ts";
import { fill, type Problem } from "../../http/failure.ts";
import { fieldErrors } from "./errors.ts";
import { BACKGROUNDS, furtherFields, furtherRecipe } from "./further-fields.ts";
import { decodeRmbg, formFields } from "./wire.ts";

const { image_url: _, ...further } = furtherFields.shape;

/** The fields of `POST /rmbg` that many pictures can have in common. */
export const jobRecipeFields = formFields.extend(further);

/**
 * What a job's fields ask of each picture, or everything that is wrong with them: other than a form that somebody fills
 * in, a field that does not exist is a mistake, for it would be found out after thousands of pictures.
 *
 * @param models that callers may name
 */
export function decodeJobRecipe(
  fields: Readonly<Record<string, string>>,
  hasBackground: boolean,
  models: readonly string[],
): { recipe: (known: Known) => Recipe } | { problems: Problem[] } {
  const basic = decodeRmbg(fields);
  const parsed = furtherFields.safeParse(fields);
  const problems = [
    ...("problems" in basic ? basic.problems : []),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => ({ field: String(path[0]), message })),
    ...unknownFields(fields),
    ...missingModel(parsed.data?.model, models),
    ...twoBackgrounds(fields, hasBackground),
  ];
  if (problems.length > 0 || "problems" in basic || !parsed.success) return { problems };
  return { recipe: (known) => ({ ...basic.recipe, ...furtherRecipe(parsed.data, known) }) };
}

function unknownFields(fields: Readonly<Record<string, string>>): Problem[] {
  return Object.keys(fields)
    .filter((name) => !Object.hasOwn(jobRecipeFields.shape, name))
    .map((field) => ({ field, message: `There is no field '${field.slice(0, 60)}' in a job's recipe.` }));
}

export function missingModel(model: string | undefined, models: readonly string[]): Problem[] {
  if (model === undefined || models.includes(model)) return [];
  const takes = `one of the models that are installed here (${models.join(", ")})`;
  return [{ field: "model", message: fill(fieldErrors.NotTaken, { field: "model", takes, got: model }) }];
}

function twoBackgrounds(fields: Readonly<Record<string, string>>, hasBackground: boolean): Problem[] {
  const isGiven = (name: string) => (fields[name] ?? "").trim() !== "";
  const names = BACKGROUNDS.filter((name) => isGiven(name) || (name === "background_image" && hasBackground));
  if (names.length < 2) return [];
  return [{ field: names[1]!, message: fill(fieldErrors.TwoBackgrounds, { names: names.join("', '") }) }];
}
