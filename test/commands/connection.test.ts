import { afterEach, describe, expect, it } from "vitest";
import type { Message, Shown } from "../../src/chat/message.ts";
import { context } from "../chat/sample-bot.ts";
import { NOW } from "../store/given.ts";
import { bot, buttonOf, closeStores, inThread, newest, press } from "./connection-bot.ts";

afterEach(closeStores);

describe("/connection", () => {
  it.each(["en", "ko"] as const)("says what to do next on its first card, in %s", async (locale) => {
    const { run } = await bot();
    const { replies } = await run("/connection start three-way", context("ada", locale));
    expect(replies[0]?.to).toBe("new thread");
    const { text, buttons = [] } = newest(replies);
    expect(text).toContain(locale === "ko" ? "자리를 고르세요" : "take a seat");
    expect(buttons[0]).toHaveLength(3);
  });

  it("speaks of agreement to an undo only where somebody else was asked", async () => {
    const one = await bot();
    const begun = await one.run("/connection start three-way", context("ada"));
    const ada = await press(one, newest(begun.replies), "ada", "Join: Server");
    const moved = await press(one, newest(ada), "ada", "Server: listen(80)");
    const [alone] = await press(one, newest(moved), "ada", "Undo");
    expect(alone?.message.text).toBe("ada took the last move back");
    const bo = await press(one, newest(ada), "bo", "Join: Client");
    const again = await press(one, newest(bo), "ada", "Server: listen(80)");
    const asked = await press(one, newest(again), "ada", "Undo");
    const [agreed] = await press(one, newest(asked), "bo", "Agree to undo");
    expect(agreed?.message.text).toBe("bo agreed: the last move is taken back");
  });

  it.each(["en", "ko"] as const)(
    "says once what its thread is about, whatever became of it, in %s",
    async (locale) => {
      const one = await bot();
      const heads = (replies: readonly Shown[]) =>
        replies.flatMap(({ to, message: { text } }) =>
          ["new thread", "thread's root"].includes(to) ? [text.split("\n")] : [],
        );
      const mode = locale === "ko" ? "자유롭게" : "free";
      const [together, over, whatIf] =
        locale === "ko"
          ? ["함께: 3-way 핸드셰이크", "끝남: 3-way 핸드셰이크", "만약에? 3-way 핸드셰이크, 1단계부터"]
          : [
              "Together: Three-way handshake",
              "Over: Three-way handshake",
              "What if? Three-way handshake, from step 1",
            ];
      const join = locale === "ko" ? "앉기: 서버" : "Join: Server";
      const label = locale === "ko" ? "서버: listen(80)" : "Server: listen(80)";
      const begun = await one.run("/connection start three-way mode=free", context("ada", locale));
      const joined = await press(one, newest(begun.replies), "ada", join, locale);
      const moved = await press(one, newest(joined), "ada", label, locale);
      const ended = await press(one, newest(moved), "ada", locale === "ko" ? "종료" : "End", locale);
      for (const [replies, name] of [
        [begun.replies, together],
        [moved, together],
        [ended, over],
      ] as const) {
        const [lines] = heads(replies);
        expect(lines?.[0]).toBe(`**${name}** · ${mode}`);
        expect(lines?.slice(1).join()).not.toContain(name.split(": ")[1]);
      }
      // Played in the channel itself, and gone on from there.
      const here = context("bo", locale);
      const other = await one.run("/connection start three-way mode=free", here);
      const seated = await one.press(buttonOf(newest(other.replies), join), here);
      await one.press(buttonOf(newest(seated.replies), label), here);
      const forked = await one.run("/connection history fork=1", here);
      expect(heads(forked.replies)[0]?.[0]).toBe(`**${whatIf}** · ${mode}`);
    },
  );

  it("stays in the language that it began in, whoever presses", async () => {
    const one = await bot();
    const begun = await one.run("/connection start three-way mode=free", context("ada", "ko"));
    await press(one, newest(begun.replies), "ada", "앉기: 클라이언트", "ko");
    const { replies } = await one.press(buttonOf(newest(begun.replies), "앉기: 서버"), inThread("bo", "en"));
    const said = Object.fromEntries(replies.map(({ to, message }) => [to, message.text]));
    // What all see, and what Bo alone reads.
    expect(said["same message"]).toContain("클라이언트: **ada**");
    expect(said["thread's root"]).toContain("함께: 3-way 핸드셰이크");
    expect(said.asker).toContain("You are the **Server** now");
  });

  it("names the card's buttons as the card does, to whom it speaks in another language", async () => {
    const one = await bot();
    const begun = await one.run("/connection start three-way", context("ada", "ko"));
    const { message } = begun.replies.find(({ to }) => to === "new thread") as Shown;
    const { replies } = await one.press(buttonOf(message, "참여하기"), context("bo", "en"));
    expect(replies[0]?.message.text).toMatch(/It goes on in the thread .* press \*\*앉기: …\*\* on it/u);
    const card = newest(await press(one, newest(begun.replies), "ada", "앉기: 서버", "ko"));
    let { message: hint } = (await one.press(buttonOf(card, "힌트"), inThread("bo", "en")))
      .replies[0] as Shown;
    for (const _ of ["the rule", "the answer"])
      hint = ((await one.press(buttonOf(hint, "Tell me more"), inThread("bo", "en"))).replies[0] as Shown)
        .message;
    expect(hint.text).toContain("The rules do: **서버: listen(80)**.");
  });

  describe.each([
    [
      "en",
      "Take part",
      "ada opened it.",
      "**Three-way handshake**, opened by ada",
      "A newer one is played here as well: **Four-way close**, opened by bo",
    ],
    [
      "ko",
      "참여하기",
      "ada 님이 열었어요.",
      "ada 님이 연 **3-way 핸드셰이크**",
      "나중에 연 연결도 진행 중이에요: bo 님이 연 **4-way 연결 해제**",
    ],
  ] as const)("its card in the channel, in %s", (locale, takePart, by, which, newer) => {
    const asked = (name: string) => ({
      ...context(name, locale),
      place: { server: "school", channel: "general" },
    });
    const two = async () => {
      let now = NOW;
      const one = await bot(undefined, () => now++);
      const begin = async (scenario: string, who: string) =>
        (await one.run(`/connection start ${scenario}`, asked(who))).replies;
      const [older, latest] = [await begin("three-way", "ada"), await begin("four-way", "bo")];
      const rootOf = (replies: readonly Shown[]) =>
        replies.find(({ to }) => to === "new thread")?.message as Message<string>;
      const enter = async (root: Message<string>) =>
        (await one.press(buttonOf(root, takePart), asked("cy"))).replies[0]?.message as Message<string>;
      return { one, older, latest, rootOf, enter };
    };

    it("says who opened it, and when it is pressed which one it is, and that there is a newer one", async () => {
      const { older, latest, rootOf, enter } = await two();
      expect(rootOf(older).text).toContain(by);
      const { text } = await enter(rootOf(older));
      expect(text).toContain(which);
      expect(text).toContain(newer);
      expect((await enter(rootOf(latest))).text).not.toContain(newer.split(":")[0]);
    });

    it("says that it is over, and how it ended, where its card could not be changed", async () => {
      const { one, older, rootOf, enter } = await two();
      const [join, end] = locale === "en" ? ["Join: Client", "End"] : ["앉기: 클라이언트", "종료"];
      const ada = { ...asked("ada"), place: { ...asked("ada").place, thread: "t1" } };
      const card = newest((await one.press(buttonOf(newest(older), join), ada)).replies);
      await one.press(buttonOf(card, end), ada);
      const { text } = await enter(rootOf(older));
      expect(text).toContain(locale === "en" ? "This connection has ended." : "이미 끝난 연결이에요");
      expect(text).toContain(locale === "en" ? "ada ended it" : "ada 님이");
      expect(text).not.toContain(newer.split(":")[0]);
    });
  });

  it("is played by two people to both ends ESTABLISHED, across a restart", async () => {
    let one = await bot();
    let card = newest((await one.run("/connection start goal=open", context("ada"))).replies);
    card = newest(await press(one, card, "ada", "Join: Client"));
    card = newest(await press(one, card, "bo", "Join: Server"));
    card = newest(await press(one, card, "bo", "Server: listen(80)"));
    await one.store.close();
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
});

it("typed in the channel, a command is about what is played in its threads", async () => {
  const one = await bot();
  const [started] = (await one.run("/connection start", context("ada", "en"))).replies.slice(-1);
  await press(one, started?.message as Message<string>, "ada", "Join: Client");
  const said = async (text: string, place = { channel: "general" }) =>
    (await one.run(text, { ...context("ada", "en"), place })).replies.at(-1)?.message.text;
  expect(await said("/connection status")).toContain("Client: **ada**");
  expect(await said("/connection history")).toContain("Nothing has happened yet");
  expect(await said("/connection status", { channel: "gen" })).toContain("Nobody plays");
  expect(await said("/connection status", { channel: "general-2" })).toContain("Nobody plays");
});
