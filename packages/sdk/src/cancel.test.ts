import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { startDeadline, untilAborted } from "./cancel.ts";
import { createClient, TimeoutError } from "./index.ts";
import { startServer } from "./testing/loopback-server.ts";

describe("a deadline", () => {
  it("fires with the caller's reason, also when that signal had fired before", () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const early = startDeadline(controller.signal, 1000);
    controller.abort(reason);
    const late = startDeadline(controller.signal, 1000);
    for (const { signal, end } of [early, late]) {
      expect(signal.reason).toBe(reason);
      end();
    }
  });

  it("fires with a TimeoutError when the time is over", async () => {
    const { signal } = startDeadline(undefined, 1);
    await expect(untilAborted(new Promise(() => {}), signal)).rejects.toBeInstanceOf(TimeoutError);
  });

  it("leaves nothing on the caller's signal after a call, however it ended", async () => {
    const server = await startServer(({ path }) => ({ status: path === "/rmbg" ? 200 : 400 }));
    const { signal } = new AbortController();
    const client = createClient({ baseUrl: server.url });
    await client.removeBackground(new Uint8Array(1), { signal, onUploadProgress: () => {} });
    await expect(client.fapihub.mask(new Blob(["x"]).stream(), { signal })).rejects.toThrow();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await server.close();
  });
});
