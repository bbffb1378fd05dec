import { createRemover, RUNTIMES } from "@alphacut/browser/remover";

/** The model in this browser, fetched from this server when the first picture needs it. */
export const remover = createRemover({
  assets: { runtimes: RUNTIMES, model: { manifest: new URL("/on-device/isnet.json", location.href).href } },
});
