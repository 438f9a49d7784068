/** Pictures that the page's memory had no more room for: painted again when somebody looks, and then only what is asked for. */
import { expect, it } from "vitest";
import * as z from "zod";
import { type Command, subcommand } from "../../src/chat/command.ts";
import { startWeb } from "../../src/platforms/web/index.ts";
import { PICTURE_BYTES } from "../../src/platforms/web/limits.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { join } from "./web-stage.ts";

/** Two of them are more than is kept. */
const LARGE = new Uint8Array(PICTURE_BYTES / 2 + 1);
const summary = { en: "A large picture", ko: "큰 그림" };

const large: Command = {
  name: "large",
  alias: "큰그림",
  summary,
  subcommands: [],
  bare: subcommand({
    name: "large",
    alias: "큰그림",
    summary,
    options: z.object({}),
    run: async () => [
      {
        to: "asker",
        message: {
          text: "large",
          picture: {
            ...{ png: LARGE, gif: new Uint8Array(8), alt: "large", width: 1, height: 1 },
            ...{ name: "large.png", source: "how it was painted" },
          },
        },
      },
    ],
  }),
};

it("are painted again once, each kind for itself, and for whom they are", async () => {
  const repainted: (readonly [string, string])[] = [];
  const { bot } = sampleBot(SECRET, [large]);
  const page = await startWeb({
    ...{ bot, secret: SECRET, port: 0 },
    repaint: async (source, kind) => {
      repainted.push([source, kind]);
      return new TextEncoder().encode(kind);
    },
  });
  const [ada, bob] = [await join(page, "Ada"), await join(page, "Bob")];
  const say = () => ada.post("say", { channel: "general", text: "/large", locale: "en", theme: "light" });
  const get = async (url: string, { token } = ada) => {
    const response = await fetch(new URL(`${url}?token=${token}`, page.url));
    return response.ok ? (await response.arrayBuffer()).byteLength : response.status;
  };
  await say();
  await ada.settle();
  const { url, movingUrl = "" } = [...ada.messages.values()].at(-1)!.picture!;
  expect(await get(url)).toBe(LARGE.length);
  await say();

  expect(await get(url, bob)).toBe(404);
  expect(repainted).toEqual([]);
  expect([await get(url), await get(url)]).toEqual([3, 3]);
  expect(repainted).toEqual([["how it was painted", "png"]]);
  expect([await get(movingUrl), await get(movingUrl), await get(url)]).toEqual([3, 3, 3]);
  expect(repainted.slice(1)).toEqual([["how it was painted", "gif"]]);
  for (const tab of [ada, bob]) tab.close();
  await page.stop();
});
