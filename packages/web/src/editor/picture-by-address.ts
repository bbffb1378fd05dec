import { ApiError, errorFromAnswer } from "../api/api-error.ts";
import { nameOfAddress } from "./core/intake.ts";

/** The server gives up sooner. */
const TIMEOUT_MS = 30_000;

/**
 * Has the server fetch a picture from the web: pages may not read what lies on other sites.
 * @throws ApiError
 */
export async function pictureByAddress(address: string): Promise<File> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch("/api/editor/picture", {
      method: "POST",
      signal: timeout,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ address }),
    });
    if (!answer.ok)
      throw errorFromAnswer(answer.status, await answer.text(), answer.headers.get("retry-after"));
    return new File([await answer.blob()], nameOfAddress(address));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError({ code: timeout.aborted ? "timeout" : "network", message: String(error) });
  }
}
