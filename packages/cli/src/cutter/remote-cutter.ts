import { createClient } from "@alphacut/sdk";
import { toBitmap, toRawPixels } from "../frames/bitmap.ts";
import type { Cutter } from "./cutter.ts";
import { toRemoval } from "./to-removal.ts";

/** A folder of images may meet the limit of requests a minute; then it waits as long as the server says. */
const PATIENCE = { timeoutMs: 600_000, retries: 8, maxRetryDelayMs: 90_000 };

/**
 * Lets a server make the cutouts.
 * @param model by the server's name
 */
export function createRemoteCutter({
  remote,
  key,
  model,
}: {
  remote: string;
  key: string | undefined;
  model: string | undefined;
}): Cutter {
  const client = createClient({ baseUrl: remote, ...PATIENCE, ...(key && { apiKey: key }) });
  return {
    async cut(image, recipe, signal) {
      const { format } = recipe;
      const options = { ...toRemoval(recipe), model };
      const file = image instanceof Uint8Array ? image : toBitmap(image);
      const { blob, width, height } = await client.removeBackground(file, { ...options, signal });
      const data = new Uint8Array(await blob.arrayBuffer());
      return { data: format === "raw" ? toRawPixels(data) : data, format, width, height };
    },
    ready: async () => {},
    close: async () => {},
  };
}
