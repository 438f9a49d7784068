/** A letter that no shipped font has: a box in the picture, and a line in the log. */
import { expect, it } from "vitest";
import * as z from "zod";
import { painted } from "../../src/card/painted.ts";
import { createBot } from "../../src/chat/bot.ts";
import { type Command, subcommand } from "../../src/chat/command.ts";
import { layoutTimeline } from "../../src/diagram/index.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";

const drawing: Command = {
  name: "draw",
  alias: "그리기",
  summary: { en: "Draws", ko: "그려요" },
  subcommands: [
    subcommand({
      name: "words",
      alias: "글",
      summary: { en: "These words", ko: "이 글" },
      options: z.object({ words: z.string().meta({ summary: { en: "Words", ko: "글" } }) }),
      async run({ words }, given) {
        const labels = { title: words, subtitle: "", caption: "", command: "", duration: String };
        const picture = await painted(layoutTimeline([], { labels }), words, "words", given.theme);
        return [{ to: "asker", message: { text: "", picture } }];
      },
    }),
  ],
};

it("is counted in the log, and only where there is one", async () => {
  const warned: object[] = [];
  const warn = (fields: object) => warned.push(fields);
  const bot = createBot({
    commands: [drawing],
    language,
    secret: SECRET,
    log: { info() {}, warn, error() {} },
    random: (bytes) => new Uint8Array(bytes),
  });
  const { replies: plain } = await bot.run("/draw words SYN", context());
  expect(plain[0]?.message.picture?.png.length).toBeGreaterThan(1_000);
  expect(warned).toEqual([]);
  const { replies } = await bot.run("/draw words 漢😀", context());
  expect(replies[0]?.message.picture?.png.length).toBeGreaterThan(1_000);
  expect(warned).toEqual([{ picture: "words.png", boxes: 2 }]);
});
