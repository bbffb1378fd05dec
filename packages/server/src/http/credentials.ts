import type { Credentials } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";

/** What a request tells of its sender beside a key or token. */
export function senderOf(request: FastifyRequest): Pick<Credentials, "address" | "origin" | "endpoint"> {
  return {
    address: request.ip,
    origin: request.headers.origin,
    endpoint: request.routeOptions.url ?? "",
  };
}

/** An API key (`x-api-key`), a user token (`Authorization: Bearer`), both, or neither. Other schemes are somebody else's. */
export function keyOrToken(request: FastifyRequest): Credentials {
  const apiKey = request.headers["x-api-key"];
  const userToken = /^Bearer\s+(.*)$/i.exec(request.headers.authorization ?? "")?.[1];
  return {
    ...senderOf(request),
    ...(apiKey === undefined ? {} : { apiKey: String(apiKey) }),
    ...(userToken === undefined ? {} : { userToken }),
  };
}
