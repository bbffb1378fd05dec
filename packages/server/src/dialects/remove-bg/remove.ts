import type { IncomingHttpHeaders } from "node:http";
import type { CutoutResult } from "../../cutout/cutout.ts";
import type { ImageFile } from "../../cutout/image-rules.ts";
import {
  type Asked,
  cutoutRoute,
  type Decoded,
  type Known,
  type Parts,
  type SentPicture,
} from "../../cutout-routes/cutout-route.ts";
import { InvalidRequest, type Problem } from "../../http/failure.ts";
import { textOf } from "../../http/long-text.ts";
import { type PictureAnswer, pictureAnswer } from "../../http/picture-answer.ts";
import { titles, type WireCode } from "./errors.ts";
import { type RemoveBgValues, removeBgFields } from "./fields.ts";
import { BACKGROUND, recipeOf } from "./recipe.ts";
import { fitted, pixelLimit } from "./sizes.ts";
import { zipOf } from "./zip.ts";

interface RemoveAsked extends Asked {
  values: RemoveBgValues;
  wantsJson: boolean;
}

/** `POST /v1.0/removebg` */
export const removeRoute = cutoutRoute<RemoveAsked>({ method: "POST", paths: ["/removebg"], decode, encode });

function decode({ headers, fields, files }: Parts): Decoded<RemoveAsked> {
  const sources = sourcesOf(files, "image_file", "image_file_b64", "image_url");
  const backgrounds = sourcesOf(files, "bg_image_file", undefined, "bg_image_url");
  const hasColor = (fields.bg_color ?? "").trim() !== "";
  const parsed = removeBgFields.safeParse(fields);
  const problems: Problem[] = [
    ...(sources.length > 1 ? [mistake("image_file", "multiple_sources")] : []),
    ...(backgrounds.length + Number(hasColor) > 1 ? [mistake("bg_color", "multiple_bg_sources")] : []),
    ...(parsed.error?.issues ?? []).map((issue) => {
      const { wireCode } = (issue as { params?: { wireCode: WireCode } }).params!;
      return { field: String(issue.path[0]), message: issue.message, wireCode };
    }),
  ];
  return {
    imageField: "image_file",
    image: sources[0],
    ...(backgrounds[0] && { further: { [BACKGROUND]: backgrounds[0] } }),
    asked:
      parsed.success && problems.length === 0
        ? {
            recipe: (known) => recipeOf(parsed.data, known),
            isTest: parsed.data.test,
            values: parsed.data,
            wantsJson: wantsJson(headers),
          }
        : { problems },
  };
}

/** Every way in which a picture was sent. An empty file or text is none; what a file is called doesn't matter. */
function sourcesOf(
  files: Parts["files"],
  file: string,
  base64: string | undefined,
  address: string,
): SentPicture[] {
  const sent: SentPicture[] = [];
  const whole = files[file];
  if (whole && whole.size > 0) sent.push({ file: { ...whole, name: "image" } });
  const encoded = base64 === undefined ? undefined : files[base64];
  if (encoded && !isBlank(encoded)) sent.push({ file: decoded(encoded) });
  const url = textOf(files[address]).trim();
  if (url !== "") sent.push({ address: url });
  return sent;
}

/** A field that was sent without a value. */
function isBlank(file: ImageFile): boolean {
  return file.size < 100 && textOf(file).trim() === "";
}

/** With or without the head of a `data:` address. What is no base64 becomes bytes that are no picture. */
function decoded(file: ImageFile): ImageFile {
  if (!file.bytes) return { ...file, name: "image" };
  const bytes = Buffer.from(textOf(file).replace(/^\s*data:[^,]*,/, ""), "base64");
  return { name: "image", size: bytes.length, bytes };
}

function mistake(field: string, wireCode: WireCode): Problem {
  return { field, message: titles[wireCode], wireCode };
}

/** JSON is for those who ask for it and for nothing that a picture is. */
function wantsJson({ accept = "" }: IncomingHttpHeaders): boolean {
  const types = accept.split(",").map((part) => part.split(";", 1)[0]!.trim().toLowerCase());
  return (
    types.includes("application/json") && !types.some((type) => type.startsWith("image/") || type === "*/*")
  );
}

function encode(result: CutoutResult, { values, wantsJson }: RemoveAsked, { size }: Known): PictureAnswer {
  const { picture } = result;
  if (!picture.foundSubject) throw new InvalidRequest([mistake("image_file", "unknown_foreground")]);
  const { left = 0, top = 0, width = 0, height = 0 } = picture.subjectBounds ?? {};
  const largest = fitted(size, pixelLimit("full", picture.format));
  const plain = pictureAnswer(result);
  const answer: PictureAnswer = {
    contentType: plain.contentType,
    body: plain.body,
    headers: {
      ...plain.headers,
      "x-max-width": String(largest.width),
      "x-max-height": String(largest.height),
      ...(values.type_level !== "none" && { "x-type": typeOf(values.type) }),
      "x-foreground-top": String(top),
      "x-foreground-left": String(left),
      "x-foreground-width": String(width),
      "x-foreground-height": String(height),
    },
  };
  if (values.format === "zip") {
    answer.contentType = "application/zip";
    answer.body = zipOf({ "color.jpg": picture.data, "alpha.png": picture.alpha! });
  }
  if (!wantsJson) return answer;
  const data = {
    result_b64: Buffer.from(answer.body).toString("base64"),
    foreground_top: top,
    foreground_left: left,
    foreground_width: width,
    foreground_height: height,
  };
  return { ...answer, contentType: "application/json", body: JSON.stringify({ data }) };
}

/** Nobody looks what is in the picture, so the answer is what the caller said. */
function typeOf(type: string): string {
  return /^[a-z_]{1,20}$/.test(type) && type !== "auto" ? type : "other";
}
