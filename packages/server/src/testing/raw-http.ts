import { connect, type Socket } from "node:net";

/** Sends bytes as they are over a connection of its own and collects all that comes back until the connection ends. */
export function talk(port: number, write: (socket: Socket) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const heard: Buffer[] = [];
    socket.on("data", (chunk) => heard.push(chunk));
    socket.on("error", () => {});
    socket.on("close", () => resolve(Buffer.concat(heard)));
    write(socket);
  });
}
