/** A page's server that is being stopped: who had asked before gets an answer, and a true one. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { startWeb } from "../../src/platforms/web/index.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";

it("answers a request that was under way, and does not take it for a stranger's", async () => {
  const web = await startWeb({ bot: sampleBot().bot, secret: SECRET, port: 0 });
  const socket = connect(web.port, "127.0.0.1").setEncoding("utf8");
  await once(socket, "connect");
  await new Promise((sent) =>
    socket.write(`GET /icon.svg HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\n`, sent),
  );
  // Another request's answer: the server has read by now what was sent before.
  await (await fetch(`${web.url}icon.svg`)).text();
  const stopped = web.stop();
  socket.write("\r\n");
  const [answer] = await once(socket, "data");
  expect(String(answer).split("\r\n")[0]).toBe("HTTP/1.1 200 OK");
  await stopped;
});
