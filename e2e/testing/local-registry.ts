import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { create } from "tar";

interface Version {
  manifest: { name: string; version: string };
  /** Its tarball, or the folder that becomes one. */
  path: string;
}

export interface LocalRegistry {
  url: string;
  close(): Promise<void>;
}

/**
 * A registry of packages that are on this machine already, so that what is asked of the network is answered by none.
 *
 * @param ours tarballs with the manifests in them
 * @param root a checkout whose installed packages are everything else
 */
export async function startLocalRegistry(ours: readonly Version[], root: string): Promise<LocalRegistry> {
  const versions = new Map<string, Version[]>();
  for (const version of [...(await installedIn(root)), ...ours]) {
    const { name } = version.manifest;
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  const server = createServer((request, response) => {
    const [name = "", file] = decodeURIComponent(request.url ?? "")
      .slice(1)
      .split("/-/");
    const known = versions.get(name) ?? [];
    const wanted = known.find(({ manifest }) => file === `${manifest.version}.tgz`);
    if (file === undefined && known.length > 0) {
      response.end(JSON.stringify(document(name, known, `http://${request.headers.host}`)));
    } else if (wanted) {
      sendTarball(wanted.path, response).catch(() => response.destroy());
    } else {
      response.writeHead(404).end("{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Every package below `node_modules` that the lock file names and this platform has. */
async function installedIn(root: string): Promise<Version[]> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { link?: boolean }>;
  };
  const folders = Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes("node_modules/") && !link)
    .map(([path]) => join(root, path))
    .filter((path) => existsSync(join(path, "package.json")));
  return Promise.all(
    folders.map(async (path) => ({
      path,
      manifest: JSON.parse(await readFile(join(path, "package.json"), "utf8")) as Version["manifest"],
    })),
  );
}

function document(name: string, versions: readonly Version[], origin: string) {
  const entries = versions.map(({ manifest }) => {
    const { version } = manifest;
    return [version, { ...manifest, dist: { tarball: `${origin}/${name}/-/${version}.tgz` } }] as const;
  });
  return { name, "dist-tags": { latest: entries.at(-1)![0] }, versions: Object.fromEntries(entries) };
}

async function sendTarball(path: string, response: ServerResponse): Promise<void> {
  if (path.endsWith(".tgz")) return void response.end(await readFile(path));
  const filter = (entry: string) => !entry.startsWith("./node_modules");
  await pipeline(create({ cwd: path, prefix: "package", portable: true, filter }, ["."]), response);
}
