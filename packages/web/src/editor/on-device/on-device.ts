/** Loaded as a whole with the first picture, so that the connection may go before the download. */
export { cutOutOnDevice } from "./cut-out.ts";
export { renderOnDevice } from "./render.ts";
