import { ApiError } from "../../api/api-error.ts";

const EXTENSIONS = ["jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "avif", "heic", "heif"];

/** What a file picker offers. */
export const ACCEPTED_FILES = ["image/*", ...EXTENSIONS.map((extension) => `.${extension}`)].join(",");

/** What was not added, by its name or address, and why. */
export interface Refusal {
  name: string;
  error: unknown;
}

export interface Intake {
  accepted: File[];
  refused: Refusal[];
}

/** Sorts out what the server would refuse anyway, before it is uploaded. */
export function checkFiles(files: readonly File[], maxBytes: number): Intake {
  const intake: Intake = { accepted: [], refused: [] };
  for (const file of files) {
    const code = problemOf(file, maxBytes);
    if (code === undefined) intake.accepted.push(file);
    else intake.refused.push({ name: file.name, error: new ApiError({ code, message: file.name }) });
  }
  return intake;
}

/** The web addresses that a text is made of, one a line; none where it says anything else. Comments begin with `#`. */
export function addressesIn(text: string): string[] {
  const lines = text.split(/\s+/).filter((line) => line !== "" && !line.startsWith("#"));
  return lines.every(isAddress) ? lines : [];
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** What a picture from an address is called: the last part of it. */
export function nameOfAddress(address: string): string {
  const { pathname, hostname } = new URL(address);
  const last = pathname.split("/").at(-1) || hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function problemOf({ name, size }: File, maxBytes: number): string | undefined {
  const dot = name.lastIndexOf(".");
  if (dot >= 0 && !EXTENSIONS.includes(name.slice(dot + 1).toLowerCase())) return "unsupported_type";
  if (size === 0) return "empty_file";
  if (size > maxBytes) return "file_too_large";
  return undefined;
}
