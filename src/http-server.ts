/** Opening and closing an HTTP server: the page's and the platforms' endpoints' alike. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** How often a closing server looks for connections that have got their answer. */
const LOOK_MS = 20;

/** Addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/u.test(host);

/** Rejects with Node's own error where the port is taken or the address is none of this machine. */
export const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

export const portOf = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0;

/** As a browser on this machine would reach it. */
export const urlOf = (server: Server, host: string): string => {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${portOf(server)}/`;
};

/** Takes no new connection; those that are open end when they have got their answer. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection that is kept alive turns idle only after its answer.
  const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
  await closed;
  clearInterval(look);
}
