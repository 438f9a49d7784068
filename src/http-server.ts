/** Opening and closing an HTTP server: the page's and the platforms' endpoints' alike. */
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** How often a closing server looks for connections that have got their answer. */
const LOOK_MS = 20;
/** How long it waits for the first request of a connection: what was sent already arrives by then. */
const SPARE_MS = 200;

/** Of each server, the connections on which nobody has asked anything yet: browsers open some that they may need later. */
const spare = new WeakMap<Server, Set<Socket>>();

/** Addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/u.test(host);

/** Rejects with Node's own error where the port is taken or the address is none of this machine. */
export const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      spare.set(server, spareOf(server));
      resolve();
    });
  });

function spareOf(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", ({ socket }) => sockets.delete(socket));
  return sockets;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0;

/** As a browser on this machine would reach it. */
export const urlOf = (server: Server, host: string): string => {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${portOf(server)}/`;
};

/** Takes no new connection; those that are open end when they have got their answer, or soon where nobody has asked. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection that is kept alive turns idle only after its answer.
  const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
  // To Node, one that was never used is not idle: it would wait a minute for what it asks.
  const last = setTimeout(() => {
    for (const socket of spare.get(server) ?? []) socket.destroy();
  }, SPARE_MS);
  await closed;
  clearInterval(look);
  clearTimeout(last);
}
