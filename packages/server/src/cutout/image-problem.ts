/** What can be wrong with an uploaded image before it is decoded, or with fetching it. */
export type ImageProblemCode =
  | "NoImage"
  | "NoFileName"
  | "ExtensionNotAllowed"
  | "EmptyFile"
  | "FileTooLarge"
  | "InvalidImage"
  | "UnsupportedImage"
  | "ImageTooWide"
  | "ImageTooTall"
  | "ImageTooLarge"
  /** Anonymous callers cannot make the server fetch anything. */
  | "AddressNeedsKey"
  | "InvalidAddress"
  | "AddressNotAllowed"
  | "DownloadTooLarge"
  | "DownloadTimedOut"
  | "DownloadFailed";

export interface ImageProblem {
  code: ImageProblemCode;
  values: Readonly<Record<string, string | number>>;
}
