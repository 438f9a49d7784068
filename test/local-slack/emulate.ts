/** `emulate`, on loopback only: by itself it listens on every interface, and on a port that it must be told. */
import type { AddressInfo } from "node:net";
import { Server } from "node:net";
import { createEmulator, type SeedConfig } from "emulate";

export interface Emulate {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** No real port is that high: who listens there is an `emulate` of ours. */
let nextMark = 1_000_000;
const opening = new Map<number, (server: Server) => void>();

const listen = Server.prototype.listen;
Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
  const found = opening.get(args[0] as number);
  if (found === undefined) return (listen as (...all: unknown[]) => Server).apply(this, args);
  found(this);
  return this.listen(0, "127.0.0.1");
} as typeof listen;

/** `baseUrl`: where `emulate` says that it is, for the addresses that it hands out. */
export async function openEmulate(seed: SeedConfig, baseUrl: string): Promise<Emulate> {
  const mark = nextMark++;
  const caught = new Promise<Server>((resolve) => opening.set(mark, resolve));
  const emulator = await createEmulator({ service: "slack", port: mark, seed, baseUrl });
  const server = await caught;
  opening.delete(mark);
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = emulator.close();
      (server as Server & { closeAllConnections(): void }).closeAllConnections();
      await closed;
    },
  };
}
