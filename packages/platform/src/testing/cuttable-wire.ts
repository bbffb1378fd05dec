import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that can be cut, as when the server dies, and mended. */
export async function cuttableWire(serverUrl: string) {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let heard = () => {};
  let server: Server;
  const open = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(target.port), target.hostname);
        for (const socket of [near, far]) {
          sockets.add(socket);
          socket.on("error", () => {});
          socket.on("close", () => sockets.delete(socket));
        }
        near.pipe(far).pipe(near);
        near.on("data", () => heard());
      }).listen(port, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
  const port = await open(0);
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    carried: () => new Promise<void>((resolve) => (heard = resolve)),
    async cut() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
    mend: () => open(port),
  };
}
