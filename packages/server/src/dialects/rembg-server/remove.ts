import type { Recipe } from "@alphacut/engine";
import {
  type Asked,
  type CutoutRoute,
  cutoutRoute,
  type Decoded,
  type Fields,
  type Parts,
  type SentPicture,
} from "../../cutout-routes/cutout-route.ts";
import type { Problem } from "../../http/failure.ts";
import { pictureAnswer } from "../../http/picture-answer.ts";
import { parameters, QUERY_PARAMETERS } from "./fields.ts";
import { chooseModel, type InstalledModels } from "./models.ts";

interface RemoveAsked extends Asked {
  /** The default model works in the place of the one that was named. */
  substitutes: boolean;
}

export interface RemoveModels extends InstalledModels {
  default: string;
}

/** `GET` and `POST /api/remove`: a picture by address or as the file `file`; the answer is always a PNG. */
export function removeRoutes(models: RemoveModels): CutoutRoute[] {
  const encode = (result: Parameters<typeof pictureAnswer>[0], { substitutes }: RemoveAsked) => {
    const answer = pictureAnswer(result);
    return substitutes ? { ...answer, headers: { ...answer.headers, "x-model": models.default } } : answer;
  };
  const decodeGet = ({ query }: Parts) => {
    const address = query.url?.trim();
    return decoded("query", "url", address ? { address } : undefined, query, models);
  };
  const decodePost = ({ query, fields, files }: Parts) => {
    const inQuery = QUERY_PARAMETERS.flatMap((name) =>
      query[name] === undefined ? [] : [[name, query[name]]],
    );
    const sent = { ...Object.fromEntries(inQuery), ...fields };
    return decoded("body", "file", files.file && { file: files.file }, sent, models);
  };
  return [
    cutoutRoute<RemoveAsked>({ method: "GET", paths: ["/"], decode: decodeGet, encode }),
    cutoutRoute<RemoveAsked>({ method: "POST", paths: ["/"], decode: decodePost, encode }),
  ];
}

function decoded(
  place: "query" | "body",
  imageName: string,
  image: SentPicture | undefined,
  sent: Fields,
  models: RemoveModels,
): Decoded<RemoveAsked> {
  const parsed = parameters.safeParse(sent);
  const chosen = chooseModel(sent.model?.trim() ?? "", models);
  const problems: Problem[] = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    field: `${place}.${String(path[0])}`,
    message,
  }));
  if ("refused" in chosen) problems.push({ field: `${place}.model`, message: chosen.refused });
  const isWhole = parsed.success && "model" in chosen;
  return {
    imageField: `${place}.${imageName}`,
    image,
    asked: isWhole
      ? { recipe: () => recipeOf(parsed.data, chosen.model), substitutes: chosen.substitutes === true }
      : { problems },
  };
}

/** A mask has no background. */
function recipeOf(
  {
    om,
    bgc,
  }: { om?: boolean | undefined; bgc?: (Recipe["background"] & { kind: "color" })["color"] | undefined },
  model: string | undefined,
): Recipe {
  return {
    format: "png",
    ...(om ? { output: "mask" } : bgc ? { background: { kind: "color", color: bgc } } : {}),
    ...(model === undefined ? {} : { model }),
  };
}
