import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** What may be reached although it is not public. */
export type AllowList = readonly AllowedPlace[];

type AllowedPlace =
  | { kind: "host"; host: string; port: number | undefined }
  | { kind: "range"; range: [ipaddr.IPv4 | ipaddr.IPv6, number] };

/** Hosts, `host:port`s, addresses and CIDR ranges with commas between them; undefined if one of them is none. */
export function parseAllowList(text: string): AllowList | undefined {
  const places = text
    .split(",")
    .map((place) => place.trim())
    .filter((place) => place !== "")
    .map(parsePlace);
  return places.includes(undefined) ? undefined : (places as AllowedPlace[]);
}

function parsePlace(text: string): AllowedPlace | undefined {
  if (ipaddr.isValidCIDR(text)) return { kind: "range", range: ipaddr.parseCIDR(text) };
  if (isIP(text) !== 0) {
    const address = ipaddr.parse(text);
    return { kind: "range", range: [address, address.kind() === "ipv4" ? 32 : 128] };
  }
  const [, host, port] = /^(\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (!host || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return undefined;
  return { kind: "host", host: host.toLowerCase(), port: port === undefined ? undefined : Number(port) };
}

/** Whether the operator names this very host, at any port or at this one. */
export function allowsHost(list: AllowList, host: string, port: number): boolean {
  return list.some((place) => place.kind === "host" && place.host === host && (place.port ?? port) === port);
}

/** Whether an IP address lies in a range that the operator names. */
export function allowsAddress(list: AllowList, address: string): boolean {
  const parsed = ipaddr.process(address);
  return list.some(
    (place) =>
      place.kind === "range" && place.range[0].kind() === parsed.kind() && parsed.match(place.range as never),
  );
}
