/** What can be wrong with an uploaded image before it is decoded. */
export type ImageProblemCode =
  | "NoImage"
  | "NoFileName"
  | "ExtensionNotAllowed"
  | "EmptyFile"
  | "FileTooLarge"
  | "InvalidImage"
  | "ImageTooWide"
  | "ImageTooTall";

export interface ImageProblem {
  code: ImageProblemCode;
  values: Readonly<Record<string, string | number>>;
}
