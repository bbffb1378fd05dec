import ipaddr from "ipaddr.js";

/** Global unicast (RFC 4291, section 2.4); what maps, embeds or translates IPv4 lies outside, or in ranges of their own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address is one of the public internet: not private, loopback, link-local, multicast, shared or reserved, and
 * no IPv4 address in the disguise of an IPv6 one.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}
