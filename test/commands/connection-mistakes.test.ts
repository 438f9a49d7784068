// What people press and type in a shared connection that cannot be: a sentence, and what to do next.
import { afterEach, describe, expect, it } from "vitest";
import type { Message, Shown } from "../../src/chat/message.ts";
import { seal, unsealAll } from "../../src/chat/press.ts";
import { MOVES_MAX } from "../../src/shared-connection/limits.ts";
import { open } from "../../src/shared-connection/table.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Move } from "../../src/simulator/network/trace.ts";
import threeWay from "../../src/simulator/scenarios/three-way.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { beginning } from "../shared-connection/playing.ts";
import { NOW } from "../store/given.ts";
import { bot, buttonOf, closeStores, inThread, newest, press } from "./connection-bot.ts";

afterEach(closeStores);

const labels = ({ buttons = [] }: Message<string>) => buttons.flat().map(({ label }) => label);

/** What a button carries. */
const argsOf = (card: Message<string>, label: string): readonly string[] =>
  unsealAll([buttonOf(card, label)], "test:ada", SECRET)[0]?.args ?? [];

/** Three people sit, and ada asks to take her move back. */
async function undoAsked(locale: "en" | "ko") {
  const table = await bot();
  const id = (card: Message<string>) =>
    unsealAll(card.buttons?.flat().map((one) => one.press) ?? [], "", SECRET);
  let card = newest((await table.run("/connection start three-way", inThread("ada", locale))).replies);
  const [connection = ""] = id(card)[0]?.args ?? [];
  for (const [who, verb, ...args] of [
    ["ada", "join", "server"],
    ["bo", "join", "client"],
    ["cy", "join", "network"],
    ["ada", "act", "0", "0"],
    ["ada", "undo", "1"],
  ] as const) {
    const sealed = seal({ command: "connection", verb, args: [connection, ...args] }, "public", SECRET);
    card = newest((await table.press(sealed, inThread(who, locale))).replies);
  }
  return { table, card };
}

describe("/connection", () => {
  it("names the nearest scenario for one that does not exist, and asks which of two is meant", async () => {
    const { run } = await bot();
    const wrong = await run("/connection start three-wy", context("ada"));
    expect(wrong.replies[0]?.message.text).toContain("three-way");
    const both = await run("/connection start syn-lost goal=open", context("ada"));
    const [{ message }] = both.replies as readonly [Shown];
    expect([both.replies[0]?.to, message.buttons?.flat()]).toMatchObject(["asker", [{}, {}]]);
    expect(message.text).toContain("`three-way`, not on `syn-lost`");
  });

  it.each(["en", "ko"] as const)(
    "answers every press that means nothing (any more), in %s",
    async (locale) => {
      const one = await bot();
      const here = inThread("ada", locale);
      const send = (verb: string, ...args: string[]) =>
        one.press(seal({ command: "connection", verb, args }, "public", SECRET), here);
      const { replies } = await one.run("/connection start three-way", here);
      const [{ message }] = replies as readonly [Shown];
      const id = unsealAll(
        (message.buttons ?? []).flat().map(({ press: sealed }) => sealed),
        "test:ada",
        SECRET,
      )[0]?.args[0] as string;
      await send("join", id, "client");
      for (const [verb, ...args] of [
        ["act", "no-such-connection", "0", "0"],
        ["act", id, "0", "999"],
        ["act", id, "0", "not a number"],
        ["act", id, "77", "0"],
        ["act", id],
        ["act", id, "0", "more"],
        ["join", id, "no-such-seat"],
        ["join", id, "client"],
        ["undo", id, "0"],
        ["consent", id, "0"],
        ["guess", id, "0"],
        ["verdict", id],
        ["hint", id, "0", "9"],
        ["hint", id, "x", "y"],
        ["history", id, "no-such-format"],
        ["fork", "no-such-connection", "1"],
        ["no-such-verb", id],
        [""],
      ] as const) {
        const answer = await one.press(
          seal({ command: "connection", verb, args }, "public", SECRET),
          here,
          verb === "guess" ? { fields: {} } : {},
        );
        expect([verb, args, answer.refused, answer.replies.length > 0]).toEqual([
          verb,
          args,
          undefined,
          true,
        ]);
        for (const reply of answer.replies) {
          expect([verb, args, reply.to]).toEqual([verb, args, "asker"]);
          expect(reply.message.text.length, `${verb} ${args}`).toBeGreaterThan(10);
        }
      }
      await send("end", id);
      for (const [verb, ...args] of [
        ["act", "0", "0"],
        ["join", "server"],
        ["undo", "0"],
        ["leave"],
        ["end"],
      ] as const) {
        const answer = await send(verb, id, ...args);
        expect(answer.replies[0]?.message.text).toContain(locale === "en" ? "has ended" : "이미 끝난 연결");
        expect(answer.replies[0]?.message.buttons?.flat().map(({ label }) => label)).toContain(
          locale === "en" ? "Play again" : "다시 하기",
        );
      }
    },
  );

  it("answers a press from another channel, and one that nobody sealed", async () => {
    const one = await bot();
    const card = newest((await one.run("/connection start three-way", context("ada"))).replies);
    const join = buttonOf(card, "Join: Client");
    const elsewhere = { ...context("ada"), place: { channel: "study" } };
    const foreign = await one.press(join, elsewhere);
    expect(foreign.replies[0]).toMatchObject({
      to: "asker",
      message: { text: expect.stringContaining("in another channel") },
    });
    const seated = newest(await press(one, card, "ada", "Join: Client"));
    const looked = await one.press(buttonOf(seated, "Hint"), elsewhere);
    expect(looked.replies[0]?.message.text).toContain("in another channel");
    // Sealed by nobody, or cut off: told so, and nothing is done.
    for (const forged of [`${join.slice(0, -2)}zz`, "v1|connection|end|c1", ""]) {
      const { replies, refused } = await one.press(forged, inThread("ada"));
      expect([forged, refused?.why === "bug", replies.length]).toEqual([forged, false, 1]);
      expect(replies[0]?.to).toBe("asker");
    }
  });

  it.each([
    ["en", ["bo", "Agree to undo", "Do not undo"], "Still to agree: bo, cy", "Still to agree: cy"],
    ["ko", ["bo", "되돌리기 동의", "되돌리지 않기"], "기다리는 사람: bo, cy", "기다리는 사람: cy"],
  ] as const)(
    "while an undo is asked for, tells everybody what they can still do about it, in %s",
    async (locale, [bo, agree, refuse], both, one) => {
      const { table, card } = await undoAsked(locale);
      expect(labels(card)).toEqual(expect.arrayContaining([agree, refuse]));
      expect(labels(card)).not.toContain(locale === "en" ? "Undo" : "되돌리기");
      const said = async (name: string, text = "undo") =>
        (await table.run(`/connection ${text}`, inThread(name, locale))).replies.map(({ to, message }) => {
          expect([name, to, message.text]).toEqual([name, "asker", expect.not.stringMatching(/:$/u)]);
          return message.text;
        })[0];
      expect(await said(bo)).toMatch(new RegExp(`^ada .*\\*\\*${agree}\\*\\*.*\\*\\*${refuse}\\*\\*`, "u"));
      expect(await said("ada")).toMatch(new RegExp(`${both}.*\\*\\*${refuse}\\*\\*`, "u"));
      const agreed = newest(await press(table, card, bo, agree, locale));
      expect(await said(bo)).toContain(one);
      const [twice] = await press(table, agreed, bo, agree, locale);
      expect([twice?.to, twice?.message.text]).toEqual(["asker", expect.stringContaining(one)]);
      const [own] = await press(table, agreed, "ada", agree, locale);
      expect([own?.to, own?.message.text]).toEqual(["asker", expect.stringContaining(refuse)]);
    },
  );

  it.each(["en", "ko"] as const)(
    "ends no answer in the heading of a list that is not there, in %s",
    async (locale) => {
      const { table, card } = await undoAsked(locale);
      const refuse = locale === "en" ? "Do not undo" : "되돌리지 않기";
      await press(table, card, "bo", refuse, locale);
      // Nothing is asked any more; a seat that is taken; a move of a seat where nobody sits; no seat left for a fourth.
      const [id = "", step = ""] = argsOf(card, refuse);
      for (const [who, verb, ...args] of [
        ["bo", "consent", id, step],
        ["bo", "join", id, "network"],
        ["bo", "rules", id, "network"],
        ["dee", "undo", id, step],
      ] as const) {
        const sealed = seal({ command: "connection", verb, args }, "public", SECRET);
        const { replies } = await table.press(sealed, inThread(who, locale));
        expect([verb, replies[0]?.to]).toEqual([verb, "asker"]);
        expect([verb, replies[0]?.message.text]).toEqual([verb, expect.not.stringMatching(/:$/u)]);
      }
    },
  );

  it.each([
    ["en", "Leave seat", "no seat to leave", "ada leads here", "every seat is taken"],
    ["ko", "자리 비우기", "비울 자리가 없어요", "여기서는 ada 님이 진행해요", "빈자리가 없어서"],
  ] as const)(
    "offers no seat where one leads or all are taken, and none to leave where nobody sits, in %s",
    async (locale, leave, none, led, full) => {
      const lesson = await bot();
      const { table, card } = await undoAsked(locale);
      const said = async ({ run }: typeof table, name: string, text: string): Promise<string> => {
        const [reply] = (await run(`/connection ${text}`, inThread(name, locale))).replies as readonly [
          Shown,
        ];
        expect([name, text, reply.to, labels(reply.message)]).toEqual([name, text, "asker", []]);
        return reply.message.text;
      };
      const begun = await lesson.run("/connection start three-way mode=instructor", inThread("ada", locale));
      expect(labels(newest(begun.replies))).not.toContain(leave);
      for (const name of ["ada", "bo"]) expect(await said(lesson, name, "leave")).toContain(none);
      // Said once.
      for (const text of ["act next", "undo", "end"])
        expect([text, (await said(lesson, "bo", text)).split(led)]).toEqual([text, ["", expect.any(String)]]);
      expect(labels(card)).toContain(leave);
      for (const text of ["leave", "end", "act next"]) expect(await said(table, "dee", text)).toContain(full);
    },
  );

  it("says after the last of 200 moves that it was the last, and what to do next", async () => {
    const one = await bot();
    const table = { keep: one.store.connections, scenarioOf: () => threeWay };
    const open80: Move[] = run(threeWay)
      .entries.slice(0, 2)
      .map(({ move }) => move);
    const delay: Move = { type: "delay", id: 1, ms: 50 };
    const { setting } = beginning("three-way", { opening: [...open80, ...Array(MOVES_MAX - 3).fill(delay)] });
    await open(table, { id: "c1", place: "test//general/t1", scenario: threeWay, setting, run: {} }, NOW);
    let card = newest((await one.mention("status", inThread("ada"))).replies);
    card = newest(await press(one, card, "ada", "Join: Network"));
    const last = await press(one, card, "ada", "Client: RTO timer expires");
    expect(last.map(({ message }) => message?.text).join("\n")).toContain("at most 200 moves");
    const late = await press(one, card, "ada", "Client: RTO timer expires");
    expect(late[0]?.message.text).toMatch(/has ended.*\/connection start/su);
  });
});
