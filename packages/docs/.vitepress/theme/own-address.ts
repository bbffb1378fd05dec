/** The address that the samples are written for. */
const SAMPLE_ADDRESS = "http://127.0.0.1:8080";
/**
 * What programs of readers are written in. Everything else is configuration of the server's own machine, such as that of a
 * proxy, where the server keeps the address that it listens on: with the reader's, the proxy would ask itself.
 */
const SAMPLES_FOR_READERS = ["sh", "js", "mjs", "py"].map(
  (language) => `.vp-doc .language-${language} pre code`,
);

/** Makes code samples for readers name the server that shows them, so that they work as copied. */
export function showOwnAddress(): void {
  for (const code of document.querySelectorAll(SAMPLES_FOR_READERS.join())) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      text.nodeValue = text.nodeValue?.replaceAll(SAMPLE_ADDRESS, location.origin) ?? null;
    }
  }
}
