/** `/daily language`: in which language everybody is spoken to, whoever asks. */
import { expect, it } from "vitest";
import daily from "../../commands/daily.ts";
import { createBot } from "../../src/chat/bot.ts";
import { prefer } from "../../src/chat/preferences.ts";
import { settingOf } from "../../src/schedule/setting.ts";
import { preferencesOf, servicesOf } from "../../src/services.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { simulated } from "../schedule/simulated.ts";
import { language } from "./command-bot.ts";

async function opened() {
  const { store, bank, clock } = await simulated("2026-03-01T12:00Z");
  const log = { info() {}, warn() {}, error() {} };
  const bot = createBot({
    ...{ commands: [daily], language, secret: SECRET, log },
    random: (bytes) => new Uint8Array(bytes),
    now: () => clock.now,
    services: servicesOf(store, bank, ["discord"]),
  });
  const who = (channel = "1", manager = true, server: string | undefined = "s") => ({
    ...context("ada", "en"),
    ...{ asker: { id: "discord:9", name: "ada" }, manager },
    place: { channel, ...(server && { server }) },
  });
  return {
    store,
    run: async (text: string, asker = who()) => {
      const { replies, refused } = await bot.run(text, asker);
      return replies[0] && "message" in replies[0] ? replies[0].message.text : (refused?.why ?? "");
    },
    who,
    /** In which language everybody in this channel is spoken to, and in which one ada alone. */
    heard: async (channel: string) => {
      const settled = await prefer(who(channel), preferencesOf(store, log as never));
      return `${settled.channelLocale} ${settled.locale}`;
    },
  };
}

it("speaks a channel's language to everybody there, and to each person their own", async () => {
  const { run, heard } = await opened();
  expect(await run("/daily language ko")).toContain("in Korean from now on");
  expect([await heard("1"), await heard("2")]).toEqual(["ko en", "en en"]);
});

it("speaks a server's language wherever no channel has its own, and takes both back", async () => {
  const { run, heard } = await opened();
  await run("/daily language en");
  await run("/daily 언어 ko where=server");
  expect([await heard("1"), await heard("2")]).toEqual(["en en", "ko en"]);
  expect(await run("/daily language auto")).toContain("no language of its own any more");
  expect(await heard("1")).toBe("ko en");
  await run("/daily language auto where=server");
  expect(await heard("1")).toBe("en en");
});

it("posts the channel's questions in it, and leaves those of other channels alone", async () => {
  const { run, who, store } = await opened();
  await run("/daily set 09:00 Asia/Seoul");
  await run("/daily set 09:00 Asia/Seoul", who("2"));
  await run("/daily language ko");
  const schedules = await store.schedules.ofServer("discord:s");
  expect(schedules.map((one) => `${one.place} ${settingOf(one).language}`).sort()).toEqual([
    ...["discord:1 ko", "discord:2 en"],
  ]);
  // What is set from now on is in the channel's language by itself.
  await run("/daily set 10:00 Asia/Seoul", { ...who("3"), channelLocale: "ko" });
  expect(settingOf((await store.schedules.find("discord:3")) as never).language).toBe("ko");
});

it("is for managers, in servers", async () => {
  const { run, who, heard } = await opened();
  await run("/daily language ko", who("1", false));
  await run("/daily language ko", who("1", true, ""));
  expect(await heard("1")).toBe("en en");
});
