import type { Credentials } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { standardImageRules } from "../../cutout/image-rules.ts";
import type { CutoutDialect } from "../../cutout-routes/cutout-route.ts";
import { describeImageProblem, errorShape } from "./errors.ts";
import { decodeRmbg } from "./wire.ts";

/** The rembg.com API: `POST /rmbg`. */
export const rembgCom: CutoutDialect = {
  prefix: "",
  image: standardImageRules,
  credentials,
  routes: [{ paths: ["/rmbg"], decode: decodeRmbg }],
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
