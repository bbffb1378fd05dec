import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { UsageError } from "../errors.ts";

/** The folders that an assistant may read from and write into, and nothing else. */
export interface Folders {
  /** The path of a file that is there. @throws UsageError when it is missing, or in none of the folders */
  existing(path: string): Promise<string>;
  /** The path of a file to write, in a folder that is there. @throws UsageError likewise */
  writable(path: string): Promise<string>;
  /** As the user named them. */
  names: readonly string[];
}

/** @throws UsageError for a folder that is not there */
export async function openFolders(names: readonly string[]): Promise<Folders> {
  const roots = await Promise.all(
    names.map((name) =>
      realpath(name).catch(() => {
        throw new UsageError(`There is no folder '${name}'`);
      }),
    ),
  );
  /** Links are followed first, so that none leads out. Relative paths are looked for in the first folder. */
  const within = async (path: string): Promise<string> => {
    const real = await realpath(resolve(roots[0]!, path)).catch(() => {
      throw new UsageError(`There is no '${path}'`);
    });
    const inside = roots.some((root) => {
      const way = relative(root, real);
      return !way.startsWith("..") && !isAbsolute(way);
    });
    if (inside) return real;
    throw new UsageError(`'${path}' is in none of the folders that I may use: ${names.join(", ")}`);
  };
  return {
    names,
    existing: within,
    writable: async (path) => {
      const full = resolve(roots[0]!, path);
      return join(await within(dirname(full)), basename(full));
    },
  };
}
