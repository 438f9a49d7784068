import { afterEach, describe, expect, it } from "vitest";
import connection from "../../commands/connection.ts";
import { createBot } from "../../src/chat/bot.ts";
import type { Context, Message, Shown } from "../../src/chat/message.ts";
import { seal, unsealAll } from "../../src/chat/press.ts";
import { MOVES_MAX } from "../../src/shared-connection/limits.ts";
import { open } from "../../src/shared-connection/table.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Move } from "../../src/simulator/network/trace.ts";
import threeWay from "../../src/simulator/scenarios/three-way.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { beginning } from "../shared-connection/playing.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";
import { language } from "./command-bot.ts";

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

async function bot(data = folder()) {
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  stores.push(opened.store);
  const log = { info() {}, warn() {}, error: (fields: object) => console.error(fields) };
  let next = 0;
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
  const services = { connections: opened.store.connections };
  const made = createBot({
    ...{ commands: [connection], language, secret: SECRET, log, random, services, now: () => NOW },
  });
  return { ...made, data, store: opened.store };
}

const buttonOf = ({ buttons = [] }: Message<string>, label: string): string => {
  const found = buttons.flat().find((one) => one.label === label);
  expect([label, buttons.flat().map((one) => one.label)]).toEqual([label, expect.arrayContaining([label])]);
  return found?.press ?? "";
};
const newest = (replies: readonly Shown[]): Message<string> => {
  const last = replies.findLast(({ to }) => to === "channel" || to === "same message") ?? replies.at(-1);
  return last?.message as Message<string>;
};
const inThread = (name: string, locale: "en" | "ko" = "en"): Context => ({
  ...context(name, locale),
  place: { channel: "general", thread: "t1" },
});

type Bot = Awaited<ReturnType<typeof bot>>;
async function press({ press: pressed }: Bot, card: Message<string>, name: string, label: string) {
  const { replies, refused } = await pressed(buttonOf(card, label), inThread(name));
  expect(refused).toBeUndefined();
  return replies;
}

describe("/connection", () => {
  it.each(["en", "ko"] as const)("says what to do next on its first card, in %s", async (locale) => {
    const { run } = await bot();
    const { replies } = await run("/connection start three-way", context("ada", locale));
    expect(replies[0]?.to).toBe("new thread");
    const { text, buttons = [] } = newest(replies);
    expect(text).toContain(locale === "ko" ? "자리를 고르세요" : "take a seat");
    expect(buttons[0]).toHaveLength(3);
  });

  it("is played by two people to both ends ESTABLISHED, across a restart", async () => {
    let one = await bot();
    let card = newest((await one.run("/connection start goal=open", context("ada"))).replies);
    card = newest(await press(one, card, "ada", "Join: Client"));
    card = newest(await press(one, card, "bo", "Join: Server"));
    card = newest(await press(one, card, "bo", "Server: listen(80)"));
    await one.store.close();
    stores.length = 0;
    one = await bot(one.data);
    card = newest(await press(one, card, "ada", "Client: connect(10.0.0.2:80)"));
    expect(card.picture?.alt).toContain("SYN");
    for (const [who, label] of [
      ["ada", "Deliver SYN"],
      ["bo", "Deliver SYN,ACK"],
      ["ada", "Deliver ACK"],
    ] as const) {
      const replies = await press(one, card, who, label);
      expect(replies.map(({ to }) => to).slice(0, 2)).toEqual(["same message", "channel"]);
      card = replies[1]?.message as Message<string>;
    }
    expect(card.text).toContain("Reached!");
    expect(newest(await press(one, card, "cy", "Summary")).text).toContain("ESTABLISHED");
    const last = await one.mention("status", inThread("cy"));
    expect(last.replies[0]?.message.text).toContain("Reached!");
  });

  it("answers the second of two presses with the newest card", async () => {
    const one = await bot();
    let card = newest((await one.run("/connection start three-way mode=free", context("ada"))).replies);
    card = newest(await press(one, card, "ada", "Join: Server"));
    card = newest(await press(one, card, "bo", "Join: Client"));
    const pressed = [
      ["ada", "Server: listen(80)"],
      ["ada", "Server: listen(80)"],
      ["bo", "Client: connect(10.0.0.2:80)"],
    ] as const;
    const all = await Promise.all(pressed.map(([who, label]) => press(one, card, who, label)));
    expect(all.map(([first]) => first?.to).sort()).toEqual(["asker", "asker", "same message"]);
    const [again, late] = all.filter(([first]) => first?.to === "asker").map(([first]) => first?.message);
    expect(again?.text).toContain("Your first press counted");
    expect(late?.text).toContain("Somebody was faster");
    for (const told of [again, late]) buttonOf(told as Message<string>, "Client: connect(10.0.0.2:80)");
  });

  it("keeps hints, guesses and every way out private, and scores a guess", async () => {
    const one = await bot();
    let card = newest((await one.run("/connection start three-way mode=predict", context("ada"))).replies);
    for (const seat of ["Client", "Server", "Network"])
      card = newest(await press(one, card, "ada", `Join: ${seat}`));
    const hint = (await press(one, card, "bo", "Hint"))[0];
    expect(hint).toMatchObject({ to: "asker", message: { text: expect.stringContaining("Server") } });
    card = newest(await press(one, card, "ada", "Server: listen(80)"));
    const { form } = await one.press(buttonOf(card, "Guess"), inThread("bo"));
    const fields = { flags: "syn", seq: "0", ack: "", state: "established" };
    const kept = await one.press(form?.press ?? "", inThread("bo"), { fields });
    expect(kept.replies[0]).toMatchObject({
      to: "asker",
      message: { text: expect.stringContaining("Kept") },
    });
    card = newest(await press(one, card, "ada", "Client: connect(10.0.0.2:80)"));
    expect(card.text).toContain("**Guesses:** bo 2/3");
    expect(card.text).toContain("State was `SYN-SENT`");
    const [own] = await press(one, card, "bo", "My guess");
    expect(own).toMatchObject({
      to: "asker",
      message: { text: expect.stringContaining("you said `established`") },
    });
    const watching = await press(one, card, "cy", "Deliver SYN");
    expect(watching[0]).toMatchObject({
      to: "asker",
      message: { text: expect.stringContaining("watching") },
    });
    for (const format of ["text", "picture", "gif", "json"]) {
      const { replies } = await one.run(`/connection history format=${format}`, inThread("cy"));
      expect([format, replies[0]?.to]).toEqual([format, "asker"]);
      const { file } = replies[0]!.message;
      expect(file !== undefined).toBe(format === "json");
      if (file !== undefined) expect(JSON.parse(file.text)).toMatchObject({ scenario: "three-way" });
    }
    const { replies } = await one.run("/connection history fork=1", inThread("cy"));
    expect(newest(replies).text).toContain("listen");
  });

  it("says so where nobody plays, where nothing is kept, and of another engine's connection", async () => {
    const { run, store, press: pressed } = await bot();
    const nobody = await run("/connection status", context("ada"));
    expect(nobody.replies[0]?.message.text).toContain("Nobody plays");
    const started = newest((await run("/connection start three-way", context("ada"))).replies);
    await store.db.updateTable("connections").set({ engine_version: "99" }).execute();
    const other = await pressed(buttonOf(started, "Join: Client"), context("ada"));
    expect(other.replies[0]?.message.text).toContain("another version");
  });

  it.each(["act next", "act dance", "undo", "status", "history", "history fork=3", "leave", "end"])(
    "/connection %s where nobody plays says so, and how to begin",
    async (text) => {
      const { run } = await bot();
      const { replies, refused } = await run(`/connection ${text}`, inThread("ada"));
      expect([refused, replies]).toMatchObject([undefined, [{ to: "asker" }]]);
      expect(replies[0]?.message.text).toContain("/connection start");
    },
  );

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

  it("hands a seat over, and forks no further back or on than there were moves", async () => {
    const one = await bot();
    let card = newest((await one.run("/connection start three-way", context("ada"))).replies);
    card = newest(await press(one, card, "ada", "Join: Server"));
    expect(newest((await one.run("/connection leave to=test:bo", inThread("ada"))).replies).text).toContain(
      "**bo**",
    );
    card = newest((await one.run("/connection status", inThread("ada"))).replies);
    await press(one, card, "bo", "Server: listen(80)");
    const { replies } = await one.run("/connection history fork=99", inThread("bo"));
    expect(newest(replies).text).toContain("take a seat");
  });

  it("goes on by itself where an empty seat was left to the rules, and shows who plays it", async () => {
    const one = await bot();
    let card = newest((await one.run("/connection start three-way", context("ada"))).replies);
    for (const [who, label] of [
      ["ada", "Join: Server"],
      ["bo", "Join: Client"],
      ["ada", "Server: listen(80)"],
      ["bo", "Client: connect(10.0.0.2:80)"],
      ["bo", "Let the rules play: Network"],
    ] as const)
      card = newest(await press(one, card, who, label));
    expect(card.text).toContain("Network: played by the rules");
    expect(card.text).toContain("ESTABLISHED");
    buttonOf(card, "Join: Network");
  });

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
