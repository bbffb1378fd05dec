export type { FileStore, StoredFile } from "./file-store.ts";
export { type FilePlace, openFiles, parseFilePlace } from "./place.ts";
