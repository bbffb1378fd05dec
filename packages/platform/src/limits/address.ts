import ipaddr from "ipaddr.js";

/**
 * What limits count as one client. An IPv4 address is one, also when it is written inside IPv6 (`::ffff:192.0.2.1`); of
 * an IPv6 address the first 64 bits are, which one customer of a provider has to himself. What is no address (a socket
 * path) is taken as it is.
 */
export function clientOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(":")}::/64`;
}
