import { EngineError } from "../../errors.ts";
import { decode } from "../decode.ts";
import { probe } from "../probe.ts";

/** A picture of more is refused here as it would be by the engine's limits, so that a run costs no memory. */
const MAX_PIXELS = 1e6;

/**
 * What the engine says to these bytes: "decoded", "too large", or the code of its error.
 * @throws whatever is no `EngineError`: the engine must not answer that
 */
export async function judge(bytes: Uint8Array): Promise<string> {
  try {
    const info = probe(bytes);
    if (info.width * info.height > MAX_PIXELS) return "too large";
    const { raster } = await decode(bytes, info);
    if (raster.data.length !== info.width * info.height * 4)
      throw new Error("it is not of the size that it says");
    return "decoded";
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}
