import { ApiError } from "../../api/api-error.ts";

const EXTENSIONS = ["jpg", "jpeg", "png", "webp", "bmp"];

/** What a file picker offers. */
export const ACCEPTED_FILES = "image/jpeg,image/png,image/webp,image/bmp,.jpg,.jpeg,.png,.webp,.bmp";

export interface Intake {
  accepted: File[];
  refused: { name: string; error: ApiError }[];
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

function problemOf({ name, size }: File, maxBytes: number): string | undefined {
  const dot = name.lastIndexOf(".");
  if (dot >= 0 && !EXTENSIONS.includes(name.slice(dot + 1).toLowerCase())) return "unsupported_type";
  if (size === 0) return "empty_file";
  if (size > maxBytes) return "file_too_large";
  return undefined;
}
