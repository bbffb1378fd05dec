import { z } from "zod";
import {
  type Asked,
  cutoutRoute,
  type Decoded,
  type Fields,
  type Parts,
} from "../../cutout-routes/cutout-route.ts";
import { fill, type Problem } from "../../http/failure.ts";
import { textOf } from "../../http/long-text.ts";
import { pictureAnswer } from "../../http/picture-answer.ts";
import { fieldErrors } from "./errors.ts";
import { flag } from "./field.ts";
import { BACKGROUNDS, FURTHER_FILES, furtherFields, furtherRecipe } from "./further-fields.ts";
import { missingModel } from "./job-recipe.ts";
import { decodeRmbg, formFields } from "./wire.ts";

/** For everybody: it costs nothing. */
const testField = z.object({
  test: flag("test", false, "A small picture with a watermark, free; 50 a day"),
});

/** Every text field of `POST /rmbg`. */
export const rmbgFields = z.object({ ...formFields.shape, ...furtherFields.shape, ...testField.shape });

/**
 * `POST /rmbg`
 *
 * @param models that callers may name
 */
export function rmbgRoute(models: readonly string[]) {
  return cutoutRoute({
    method: "POST",
    paths: ["/rmbg"],
    decode: (parts) => decode(parts, models),
    encode: pictureAnswer,
  });
}

function decode({ fields, files, caller }: Parts, models: readonly string[]): Decoded<Asked> {
  const address = textOf(files.image_url).trim() || undefined;
  const sent: Fields = { ...fields, ...(address && { image_url: address }) };
  const basic = decodeRmbg(sent);
  const further = furtherFields.safeParse(sent);
  const test = testField.safeParse(sent);
  const pictures = FURTHER_FILES.filter((name) => (files[name]?.size ?? 0) > 0);
  const problems = [
    ...("problems" in basic ? basic.problems : []),
    ...problemsOf(further.error),
    ...problemsOf(test.error),
    ...(caller.kind === "anonymous" ? needsKey(sent, pictures) : []),
    ...missingModel(further.data?.model, models),
    ...contradictions(sent, pictures, files.image !== undefined),
  ];
  const isWhole = "recipe" in basic && further.success && test.success && problems.length === 0;
  return {
    imageField: "image",
    image: files.image ? { file: files.image } : address ? { address } : undefined,
    further: Object.fromEntries(pictures.map((name) => [name, { file: files[name]! }])),
    asked: isWhole
      ? {
          recipe: (known) => ({ ...basic.recipe, ...furtherRecipe(further.data, known) }),
          isTest: test.data.test === true,
        }
      : { problems },
  };
}

function problemsOf(error: z.ZodError | undefined): Problem[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ field: String(path[0]), message }));
}

const isGiven = (fields: Fields) => (name: string) => (fields[name] ?? "").trim() !== "";

function needsKey(fields: Fields, pictures: readonly string[]): Problem[] {
  const names = [...Object.keys(furtherFields.shape).filter(isGiven(fields)), ...pictures];
  return names.map((field) => ({ field, message: fill(fieldErrors.NeedsKey, { field }) }));
}

function contradictions(fields: Fields, pictures: readonly string[], hasFile: boolean): Problem[] {
  const given = isGiven(fields);
  const backgrounds = BACKGROUNDS.filter((name) => given(name) || pictures.includes(name));
  return [
    ...(hasFile && given("image_url") ? [{ field: "image_url", message: fieldErrors.TwoImages }] : []),
    ...(backgrounds.length > 1
      ? [
          {
            field: backgrounds[1]!,
            message: fill(fieldErrors.TwoBackgrounds, { names: backgrounds.join("', '") }),
          },
        ]
      : []),
  ];
}
