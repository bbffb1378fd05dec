import { expect, it } from "vitest";
import type { AppOptions } from "../app.ts";
import { listen } from "../testing/test-server.ts";

/** Whoever could choose the address they are counted under would have no limit at all. */
it.each<[AppOptions["trustProxy"], string, string]>([
  [false, "203.0.113.9, 198.51.100.7", "127.0.0.1"],
  [1, "203.0.113.9, 198.51.100.7", "198.51.100.7"],
  [2, "203.0.113.9, 198.51.100.7", "203.0.113.9"],
  [["127.0.0.1"], "203.0.113.9, 198.51.100.7", "198.51.100.7"],
  [["10.0.0.0/8"], "203.0.113.9", "127.0.0.1"],
])("with trust in %o, a caller who says %s is %s", async (trustProxy, forwarded, address) => {
  const server = await listen({ trustProxy });
  await fetch(`${server.url}/rmbg`, { method: "POST", headers: { "x-forwarded-for": forwarded } });
  expect(server.access.addresses).toEqual([address]);
  await server.close();
});
