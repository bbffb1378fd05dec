import type { Credentials } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";

/** An API key (`x-api-key`), a user token (`Authorization: Bearer`), both, or neither. Other schemes are somebody else's. */
export function keyOrToken(request: FastifyRequest): Credentials {
  const apiKey = request.headers["x-api-key"];
  const userToken = /^Bearer\s+(.*)$/i.exec(request.headers.authorization ?? "")?.[1];
  return {
    address: request.ip,
    ...(apiKey === undefined ? {} : { apiKey: String(apiKey) }),
    ...(userToken === undefined ? {} : { userToken }),
  };
}
