import { opendir } from "node:fs/promises";
import { extname, join, relative, resolve } from "node:path";
import { INPUT_EXTENSIONS } from "../recipe/recipe.ts";

/** Whether a path is one of a picture to work on: hidden files and those of other programs are not. */
export function isPicture(path: string): boolean {
  return INPUT_EXTENSIONS.has(extname(path).toLowerCase()) && !isHidden(path);
}

/** Whether the path, or a folder on it, is hidden in the way of Unix. */
function isHidden(path: string): boolean {
  return path.split(/[\\/]/).some((part) => part.startsWith(".") && part !== ".");
}

/**
 * The pictures of a folder and all below it, relative to it, in the order of their names.
 * @param except a folder that is left out
 * @throws what the file system says about the folder
 */
export async function findPictures(directory: string, except: string): Promise<string[]> {
  return (await findFiles(directory, except)).filter(isPicture).sort();
}

/** Why a folder has no pictures, in words. */
export async function whyNoPictures(directory: string, except: string): Promise<string> {
  const files = await findFiles(directory, except);
  if (files.length === 0) return "there are no files";
  const visible = files.filter((path) => !isHidden(path));
  if (visible.length === 0) return "all files are hidden";
  const kinds = new Set(visible.map((path) => extname(path).toLowerCase() || "no extension"));
  return `pictures end in ${[...INPUT_EXTENSIONS].join(", ")}; there are ${[...kinds].sort().slice(0, 8).join(", ")}`;
}

/** Relative to the folder; those of hidden folders are left out. */
async function findFiles(directory: string, except: string): Promise<string[]> {
  const found: string[] = [];
  const open = [directory];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) found.push(relative(directory, path));
      else if (!isHidden(entry.name) && resolve(path) !== resolve(except)) open.push(path);
    }
  }
  return found;
}
