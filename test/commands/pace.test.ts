/** What draws is paced, in the product and not only where a test asks for it. */
import { expect, it } from "vitest";
import { createBot } from "../../src/chat/bot.ts";
import { loadCommands } from "../../src/chat/load.ts";
import { createPace } from "../../src/chat/pace.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { language } from "./command-bot.ts";

it("whoever asks for too many pictures at once is told when there are more, and reads on meanwhile", async () => {
  const clock = { now: 0 };
  const bot = createBot({
    ...{ commands: await loadCommands(), language, secret: SECRET },
    log: { info() {}, warn() {}, error() {} },
    random: (bytes) => new Uint8Array(bytes),
    pace: createPace(() => clock.now, 2, 9, 60),
  });
  const ask = async (text: string) => {
    const { replies, refused } = await bot.run(text, context("ada", "en"));
    return { why: refused?.why, ...replies[0]?.message };
  };
  for (const text of ["/handshake run three-way", "/handshake run refused"])
    expect(await ask(text)).toMatchObject({ why: undefined, picture: expect.anything() });
  expect(await ask("/handshake run three-way")).toMatchObject({
    why: "pace",
    text: "That is many pictures at once. The next one can be drawn in 30 s.",
  });
  for (const text of ["/explain SYN", "/help", "/myth list"])
    expect(await ask(text)).toMatchObject({ why: undefined });
  clock.now = 30_000;
  expect(await ask("/handshake run three-way")).toMatchObject({ picture: expect.anything() });
});
