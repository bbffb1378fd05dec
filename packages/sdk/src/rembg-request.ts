import { AlphacutError } from "./errors.ts";
import type { RemovalOptions } from "./removal-options.ts";
import type { CallOptions, Connection } from "./request.ts";

export interface RembgOptions extends RemovalOptions {
  /** Answer a `data:` URL instead. */
  returnBase64?: boolean | undefined;
}

/** The one argument of `rembg`. */
export interface RembgRequest<Input> extends Omit<Connection, "apiKey">, CallOptions {
  /** Needed; the type allows `undefined` because it usually comes from the environment. */
  apiKey: string | undefined;
  inputImage: Input;
  options?: RembgOptions | undefined;
}

/** The answer with `returnBase64`. */
export interface Base64Result {
  /** `data:image/…;base64,…` with the type that the image has. */
  base64Image: string;
}

/** @throws AlphacutError without a key */
export function requireKey(apiKey: string | undefined): string {
  if (apiKey) return apiKey;
  throw new AlphacutError(
    "API key not provided. Make one in the dashboard of the server and pass it as 'apiKey'; createClient also works without, within the limits for anonymous callers.",
  );
}
