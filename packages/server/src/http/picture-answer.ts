import type { OutputFormat } from "@alphacut/engine";
import type { FastifyReply } from "fastify";
import type { CutoutResult } from "../cutout/cutout.ts";
import { chargeHeaders, serverTiming } from "./answer-headers.ts";

/** The picture, or a container of it. */
export interface PictureAnswer {
  contentType: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | string;
}

const CONTENT_TYPES = {
  png: "image/png",
  webp: "image/webp",
  jpeg: "image/jpeg",
  bmp: "image/bmp",
  raw: "application/octet-stream",
} satisfies Record<OutputFormat, string>;

/** The encoded picture, with what it is and what it cost in the headers. */
export function pictureAnswer(result: CutoutResult): PictureAnswer {
  const { data, format, width, height, timings, foundSubject } = result.picture;
  return {
    contentType: CONTENT_TYPES[format],
    headers: {
      ...chargeHeaders(result),
      "x-width": String(width),
      "x-height": String(height),
      "x-subject-found": String(foundSubject),
      "server-timing": serverTiming(timings),
    },
    body: data,
  };
}

export function sendAnswer(reply: FastifyReply, { contentType, headers, body }: PictureAnswer): FastifyReply {
  const sent = typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return reply.type(contentType).headers(headers).send(sent);
}
