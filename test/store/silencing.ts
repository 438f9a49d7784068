/** A way to a server that can fall silent: what was connected then never hears of it again, as behind a dead proxy. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export async function silencing(to: number) {
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((from) => {
    const there = connect(to, "127.0.0.1");
    for (const one of [from, there]) {
      sockets.add(one);
      one.on("error", () => {}).on("close", () => sockets.delete(one));
    }
    if (silent) return;
    from.pipe(there).pipe(from);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: String((server.address() as AddressInfo).port),
    fallSilent(): void {
      silent = true;
      for (const one of sockets) one.unpipe().resume();
    },
    /** To who connects from now on. */
    speak(): void {
      silent = false;
    },
    async close(): Promise<void> {
      for (const one of sockets) one.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
