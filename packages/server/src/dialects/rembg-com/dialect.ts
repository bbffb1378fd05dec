import type { Credentials } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import type { CutoutDialect } from "../cutout-routes.ts";
import { describeImageProblem, errorShape } from "./errors.ts";
import { decodeForm } from "./wire.ts";

/** The rembg.com API: `POST /rmbg`. */
export const rembgCom: CutoutDialect = {
  prefix: "",
  image: {
    extensions: ["webp", "bmp", "png", "jpg", "jpeg"],
    maxBytes: 50 * 1024 * 1024,
    maxWidth: 10_000,
    maxHeight: 10_000,
  },
  credentials,
  routes: [{ paths: ["/rmbg"], decode: decodeForm }],
  errors: errorShape,
  describeImageProblem,
};

/** An API key, a user token (`Authorization: Bearer`), both, or neither. Other schemes are somebody else's. */
export function credentials(request: FastifyRequest): Credentials {
  const apiKey = request.headers["x-api-key"];
  const userToken = /^Bearer\s+(.*)$/i.exec(request.headers.authorization ?? "")?.[1];
  return {
    address: request.ip,
    ...(apiKey === undefined ? {} : { apiKey: String(apiKey) }),
    ...(userToken === undefined ? {} : { userToken }),
  };
}
