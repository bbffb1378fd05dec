/** What makes the built pages work under a Content-Security-Policy that allows no script but those in files. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DefaultTheme, SiteConfig } from "vitepress";

const INLINE_SCRIPT = /<script id="check-[\w-]+">(.*?)<\/script>/gs;
/** Styles of brand icons, of which the pages show none. */
const ICON_STYLES = /<link rel="preload stylesheet" href="[^"]*vp-icons\.css" as="style">\s*/;

/**
 * VitePress would send functions of the search options as text that the browser compiles. They are needed here while the
 * index is built; in the browser the theme sets them.
 */
export function noFunctionsInPages(search: DefaultTheme.LocalSearchOptions) {
  let isForServer = false;
  return {
    name: "no-functions-in-pages",
    configResolved(config: { build: { ssr: boolean | string } }) {
      isForServer = Boolean(config.build.ssr);
    },
    generateBundle() {
      if (!isForServer) delete search.miniSearch;
    },
  };
}

/** Moves the scripts that VitePress puts into every page into files of `folder`, named by their content. */
export function separateInlineScripts(folder: string) {
  const files = new Map<string, string>();
  return {
    transformHtml(html: string): string {
      return html.replace(ICON_STYLES, "").replace(INLINE_SCRIPT, (_script, code: string) => {
        const digest = createHash("sha256").update(code).digest("hex").slice(0, 8);
        const file = `${folder}/inline.${digest}.js`;
        files.set(file, code.trim());
        return `<script src="/${file}"></script>`;
      });
    },
    async write({ outDir }: SiteConfig): Promise<void> {
      await mkdir(join(outDir, folder), { recursive: true });
      for (const [file, code] of files) await writeFile(join(outDir, file), `${code}\n`);
    },
  };
}
