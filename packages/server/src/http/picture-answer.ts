import type { OutputFormat } from "@alphacut/engine";
import type { FastifyReply } from "fastify";
import type { CutoutResult } from "../cutout/cutout.ts";
import { chargeHeaders, serverTiming } from "./answer-headers.ts";

const CONTENT_TYPES = {
  png: "image/png",
  webp: "image/webp",
  jpeg: "image/jpeg",
  bmp: "image/bmp",
} satisfies Record<OutputFormat, string>;

/** Answers the encoded picture, with what it is and what it cost in the headers. */
export function sendPicture(reply: FastifyReply, result: CutoutResult): FastifyReply {
  const { data, format, width, height, backdrop, timings } = result.picture;
  reply.log.info({ backdrop }, "Cutout made");
  return reply
    .type(CONTENT_TYPES[format])
    .headers({
      ...chargeHeaders(result),
      "x-width": String(width),
      "x-height": String(height),
      "server-timing": serverTiming(timings),
    })
    .send(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}
