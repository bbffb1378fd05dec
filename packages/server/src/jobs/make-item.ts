import { buffer } from "node:stream/consumers";
import { EngineError, type FileFormat } from "@alphacut/engine";
import type { JobWork, Leased } from "@alphacut/platform";
import type { CutoutEngine } from "../cutout/engine.ts";
import { everyFormat, type ImageRules, inspectImage, standardImageRules } from "../cutout/image-rules.ts";
import { fill, InvalidRequest } from "../http/failure.ts";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import { errors } from "../http/own-errors.ts";
import { fetchPicture } from "../http/picture-by-address.ts";
import type { DecodeJobRecipe } from "./recipe.ts";

export interface ItemMaker {
  work: JobWork;
  engine: CutoutEngine;
  decodeRecipe: DecodeJobRecipe;
  /** Places that pictures may be fetched from although they are not public. */
  fetchAllow: AllowList;
}

/** Whatever the engine reads: the name of a file says little. */
const { extensions: _, ...sizes } = standardImageRules;
export const jobImageRules: ImageRules = { ...sizes, formats: everyFormat };

/**
 * Takes an item from what its row says to its end: the one use case, step by step so that it can go on in another process.
 * A picture in which there is no subject has failed and costs nothing.
 *
 * @param signal fires when the item is no longer this worker's, or the server stops
 * @returns why there is no picture to show for it; undefined when there is
 * @throws whatever keeps the item from being made; it has not ended then
 */
export async function makeItem(
  leased: Leased,
  maker: ItemMaker,
  signal: AbortSignal,
): Promise<string | undefined> {
  const isMade = leased.item.result !== null || (await cutOutItem(leased, maker, signal));
  if (!isMade) return NO_SUBJECT.code;
  await maker.work.complete(leased);
}

const NO_SUBJECT = { code: "no_subject", message: "There is no subject in this picture" };

/** @returns false when there is nothing to complete: it failed, or is somebody else's by now */
async function cutOutItem(leased: Leased, maker: ItemMaker, signal: AbortSignal): Promise<boolean> {
  const { work, engine } = maker;
  const { bytes, size } = await readPicture(leased, maker, signal);
  const decoded = maker.decodeRecipe(leased.job.recipe, leased.job.hasBackground);
  if ("problems" in decoded) throw new InvalidRequest(decoded.problems);
  const background = leased.job.hasBackground ? await buffer(await work.background(leased)) : undefined;
  const picture = await engine.cutout(bytes, decoded.recipe({ size, background }), {
    signal,
    isBackground: true,
    onPlace: () => work.reserve(leased),
  });
  if (signal.aborted) throw new EngineError("Aborted", "The item was given up", { cause: signal.reason });
  const { data, width, height } = picture;
  // No recipe that the API takes asks for raw pixels.
  const format = picture.format as FileFormat;
  if (picture.foundSubject) return work.store(leased, data, { format, width, height });
  await work.fail(leased, NO_SUBJECT);
  return false;
}

async function readPicture(leased: Leased, { work, engine, fetchAllow }: ItemMaker, signal: AbortSignal) {
  const { url, name } = leased.item;
  const bytes = url
    ? (await fetchPicture(url, { allow: fetchAllow, signal })).bytes
    : await buffer(await work.input(leased));
  const file = { name: name || "image", size: bytes.length, bytes };
  const { problems, size } = await inspectImage(file, jobImageRules, (data) => engine.probe(data));
  if (problems.length > 0 || !size) {
    throw new InvalidRequest(
      problems.map(({ code, values }) => ({
        field: "image",
        code,
        message: fill(errors[code].message, values),
      })),
    );
  }
  return { bytes, size };
}
