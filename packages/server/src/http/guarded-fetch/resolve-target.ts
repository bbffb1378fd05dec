import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type AllowList, allowsAddress, allowsHost } from "./allow-list.ts";
import { FetchFailure } from "./fetch-failure.ts";
import { isPublicAddress } from "./public-address.ts";

/** Resolves a host name to all of its addresses. */
export type Lookup = (host: string) => Promise<LookupAddress[]>;

export const lookupAll: Lookup = (host) => systemLookup(host, { all: true });

/** Ports below this one belong to other services than web servers, except the two of those. */
const FIRST_FREE_PORT = 1024;
const WEB_PORTS = [80, 443];

/**
 * The address of a request, if it can be one: http or https, and nothing but where something is.
 *
 * @throws FetchFailure `InvalidAddress`
 */
export function parseTarget(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new FetchFailure("InvalidAddress", "This is no address");
  const url = new URL(address, base);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new FetchFailure("InvalidAddress", "Only http and https addresses are fetched");
  if (url.username || url.password)
    throw new FetchFailure("InvalidAddress", "An address with a user name or password is not fetched");
  return url;
}

/**
 * The IP addresses that a request may connect to. The name is resolved here, once: whoever connects must use these, because
 * a name may mean something else a moment later.
 *
 * @throws FetchFailure `AddressNotAllowed`, or `DownloadFailed` for a name that nobody has
 */
export async function resolveTarget(url: URL, allow: AllowList, lookup: Lookup): Promise<LookupAddress[]> {
  const host = url.hostname;
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  const isNamed = allowsHost(allow, host, port);
  const literal = host.replace(/^\[|\]$/g, "");
  const family = isIP(literal);
  const found = family ? [{ address: literal, family }] : await resolved(host, lookup);
  const isOrdinaryPort = port >= FIRST_FREE_PORT || WEB_PORTS.includes(port);
  const reachable = found.filter(
    ({ address }) => isNamed || allowsAddress(allow, address) || (isOrdinaryPort && isPublicAddress(address)),
  );
  if (reachable.length === 0)
    throw new FetchFailure("AddressNotAllowed", `${url.host} is not a public web address`);
  return reachable;
}

async function resolved(host: string, lookup: Lookup): Promise<LookupAddress[]> {
  try {
    return await lookup(host);
  } catch (cause) {
    throw new FetchFailure("DownloadFailed", `The host ${host} was not found`, { cause });
  }
}
