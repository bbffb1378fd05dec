import type { Recipe } from "@alphacut/engine";
import { createClient } from "@alphacut/sdk";
import type { Cutter } from "./cutter.ts";
import { toRemoval } from "./to-removal.ts";

/** A folder of images may meet the limit of requests a minute; then it waits as long as the server says. */
const PATIENCE = { timeoutMs: 600_000, retries: 8, maxRetryDelayMs: 90_000 };

/**
 * Lets a server make the cutouts.
 * @param model by the server's name
 */
export function createRemoteCutter(
  recipe: Recipe,
  { remote, key, model }: { remote: string; key: string | undefined; model: string | undefined },
): Cutter {
  const client = createClient({ baseUrl: remote, ...PATIENCE, ...(key && { apiKey: key }) });
  const options = { ...toRemoval(recipe), model };
  return {
    async cut(image, signal) {
      const { blob, width, height } = await client.removeBackground(image, { ...options, signal });
      return { data: new Uint8Array(await blob.arrayBuffer()), format: recipe.format, width, height };
    },
    ready: async () => {},
    close: async () => {},
  };
}
