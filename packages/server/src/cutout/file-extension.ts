/** Other names of JPEG files, which browsers and cameras write. */
const JPEG_NAMES: readonly string[] = ["jfif", "jpe", "pjpeg", "pjp"];

/**
 * The extension of a file as people mean it, in small letters, without its dot; empty where there is none. What stands
 * behind it in an address (`photo.jpg?w=200`) and blanks do not count; all names of JPEG are `jpg`.
 */
export function extensionOf(fileName: string): string {
  const bare = fileName.replace(/[?#].*$/s, "").trim();
  const extension = /[^.\\/]\.([^.\\/]*)$/.exec(bare)?.[1]?.trim().toLowerCase() ?? "";
  return JPEG_NAMES.includes(extension) ? "jpg" : extension;
}
