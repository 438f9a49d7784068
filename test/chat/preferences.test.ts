import { describe, expect, it } from "vitest";
import { prefer } from "../../src/chat/preferences.ts";
import type { Locale } from "../../src/language.ts";
import { context } from "./sample-bot.ts";

const chosen = (people: Record<string, Locale>, places: Record<string, Locale>) => ({
  languageOf: async (id: string) => people[id],
  languageOfPlace: async (id: string) => places[id],
});
const here = { ...context("ada", "en"), place: { server: "s1", channel: "c1" } };

describe("languages", () => {
  it.each<[string, Record<string, Locale>, Record<string, Locale>, [Locale, Locale]]>([
    ["nothing chosen", {}, {}, ["en", "en"]],
    ["the person", { "test:ada": "ko" }, {}, ["ko", "en"]],
    ["another person", { "test:bob": "ko" }, {}, ["en", "en"]],
    ["the channel", {}, { "test:c1": "ko" }, ["en", "ko"]],
    ["the server", {}, { "test:s1": "ko" }, ["en", "ko"]],
    ["the channel before its server", {}, { "test:s1": "ko", "test:c1": "en" }, ["en", "en"]],
    ["a channel of another platform", {}, { "slack:c1": "ko" }, ["en", "en"]],
  ])("follow %s", async (_, people, places, [locale, channelLocale]) => {
    const settled = await prefer(here, chosen(people, places));
    expect([settled.locale, settled.channelLocale]).toEqual([locale, channelLocale]);
  });

  it("stay as the platform says where nothing is kept", async () => {
    expect(await prefer(here, undefined)).toBe(here);
  });
});
