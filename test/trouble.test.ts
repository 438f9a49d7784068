import path from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Command, subcommand } from "../src/chat/command.ts";
import { LIMITS, Painters } from "../src/diagram/painters.ts";
import { troubleOf } from "../src/services.ts";
import { sqliteFault } from "../src/store/fault.ts";
import { context, sampleBot } from "./chat/sample-bot.ts";

/** Fails as its work does. */
const failing = (work: () => Promise<never>): Command => ({
  name: "try",
  alias: "시도",
  summary: { en: "Tries it", ko: "해 보기" },
  subcommands: [
    subcommand({
      name: "it",
      alias: "그것",
      summary: { en: "Tries it", ko: "해 보기" },
      options: z.object({}),
      run: work,
    }),
  ],
});

const fault = (error: unknown) => sqliteFault(error, path.join("data", "ackademy.sqlite"));

const paintersWithoutRoom = async (): Promise<never> => {
  await new Painters({ ...LIMITS, waiting: 0 }).paint({ moving: false, theme: "light", drawing: "{}" });
  throw new Error("there was room");
};
const lockedStore = () => Promise.reject(Object.assign(new Error("locked"), { code: "SQLITE_BUSY" }));
const bug = () => Promise.reject(new Error("the inside of the machine"));

describe("what is not the learner's fault", () => {
  it.each([
    ["en", "busy", paintersWithoutRoom, "Please try again in a moment."],
    ["ko", "busy", paintersWithoutRoom, "잠시 뒤에 다시 해 주세요."],
    ["en", "away", lockedStore, "please try again in a little while"],
    ["en", "bug", bug, "Something went wrong on our side"],
  ] as const)("is told in %s: %s", async (locale, why, work, sentence) => {
    const { bot, logged } = sampleBot(undefined, [failing(work)], { troubleOf: troubleOf({ fault }) });
    const { replies, refused } = await bot.run("/try it", context("ada", locale));
    expect(refused?.why).toBe(why);
    expect(replies.map(({ to }) => to)).toEqual(["asker"]);
    expect(replies[0]?.message.text).toContain(sentence);
    expect(replies[0]?.message.text.includes(refused?.id ?? "")).toBe(why !== "busy");
    expect(logged).toEqual([
      {
        level: "error",
        fields: { id: refused?.id, err: expect.objectContaining({ message: expect.any(String) }) },
      },
    ]);
  });
});
