import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A file as the server offers it now; tests change it between requests. */
export interface ServedFile {
  bytes: Uint8Array;
  /** With a strong entity tag the server resumes downloads as `If-Range` asks. */
  etag?: string;
  /** Answered instead of the file. */
  status?: number;
  /** The next connection breaks after this many bytes of the body. */
  breakAfter?: number;
  /** Another path where the file is. */
  movedTo?: string;
}

export interface FileServer {
  url: string;
  files: Map<string, ServedFile>;
  /** Path and `Range` of every request, in order. */
  requests: { path: string; range: string | undefined }[];
  close(): Promise<void>;
}

/** A download server on the loopback interface that can do what real ones do: resume, move, fail, break off. */
export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, ServedFile>();
  const requests: FileServer["requests"] = [];
  const server = createServer((request, response) => {
    const { url: path = "", headers } = request;
    requests.push({ path, range: headers.range });
    const file = files.get(path);
    if (!file || file.status) return void response.writeHead(file?.status ?? 404).end("no");
    if (file.movedTo) return void response.writeHead(302, { location: file.movedTo }).end();
    const resumed = headers.range && headers["if-range"] === file.etag;
    const from = resumed ? Number(/^bytes=(\d+)-$/.exec(headers.range!)![1]) : 0;
    if (resumed && from >= file.bytes.length) return void response.writeHead(416).end();
    const body = file.bytes.subarray(from);
    response.writeHead(resumed ? 206 : 200, {
      "content-length": body.length,
      ...(file.etag && { etag: file.etag }),
      ...(resumed && { "content-range": `bytes ${from}-${file.bytes.length - 1}/${file.bytes.length}` }),
    });
    const { breakAfter } = file;
    if (breakAfter === undefined) return void response.end(body);
    delete file.breakAfter;
    response.write(body.subarray(0, breakAfter), () => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
