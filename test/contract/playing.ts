/** One whole connection in each mode, played by several people who see nothing but their platform. */
import { afterEach, describe, expect, it } from "vitest";
import { type PlayBot, playBot } from "../chat/play-bot.ts";
import type { SampleBot } from "../chat/sample-bot.ts";
import { type Board, begin, buttonOf } from "./board.ts";
import type { Stage } from "./stage.ts";

// A picture at every move, on a machine that others use as well.
const PLAYED_MS = 60_000;
const LISTEN = "Server: listen(80)";
const CONNECT = "Client: connect(10.0.0.2:80)";

type Skip = (why: string) => never;
type Start = (text: string, skip: Skip) => Promise<{ readonly board: Board; readonly stage: Stage }>;

export function playingContract(name: string, open: (bot: SampleBot) => Promise<Stage>): void {
  describe(`${name}, playing together`, { timeout: PLAYED_MS }, () => {
    let made: PlayBot;
    let stage: Stage;
    const start: Start = async (text, skip) => {
      made = await playBot();
      stage = await open(made);
      return { stage, board: await begin(stage, text, skip) };
    };
    afterEach(async () => {
      await stage.stop();
      await made.store.close();
      expect(made.logged.filter(({ level }) => level === "error")).toEqual([]);
    });
    turns(start);
    free(start);
    guessing(start);
    byWords(start);
  });
}

function turns(start: Start): void {
  it("is played in turns to its goal: each move leaves a line, and the end says who and how", async ({
    skip,
  }) => {
    const { board, stage } = await start("/connection start goal=open", skip);
    await board.shows("take a seat");
    const seats = { ada: "Client", bob: "Server", cat: "Network" };
    for (const [person, seat] of Object.entries(seats)) {
      await board.press(person, `Join: ${seat}`);
      await board.hears(person, `You are the ${seat} now`);
      await board.shows(`${seat}: ${person}`);
    }
    await board.press("ada", LISTEN);
    const early = await board.hears("ada", "not your turn");
    expect(early.text).not.toContain("Press one");
    const first = board.card();
    await board.press("bob", LISTEN);
    await board.shows("Move 1, bob (Server)");
    // The same button once more, on a message that no longer shows it.
    await board.again("bob", first, LISTEN);
    const newest = await board.hears("bob", "moved on");
    expect(newest.buttons.map(({ label }) => label)).toContain(CONNECT);
    await board.press("ada", CONNECT);
    await board.shows("Move 2, ada (Client)");
    await board.rootSays("Client: ada SYN-SENT");
    expect(board.card().picture?.alt).toContain("SYN");
    for (const [at, segment] of ["SYN", "SYN,ACK", "ACK"].entries()) {
      await board.press("cat", `Deliver ${segment}`);
      await board.shows(`Move ${at + 3}, cat (Network)`);
    }
    await board.shows("Reached! cat made the last of 5 moves");
    const summary = await board.ends("For the goal: Client (ada), Server (bob), Network (cat)");
    await board.rootSays("Reached!");
    const lines = (await board.told()).flatMap((text) => /^Move (\d)/u.exec(text)?.[1] ?? []);
    expect(lines).toEqual(["1", "2", "3", "4", "5"]);
    expect(summary.text).toContain("CLOSED → LISTEN → SYN-RECEIVED → ESTABLISHED");
    const asked = await stage.press("bob", summary, buttonOf(summary, "Answer question 1"));
    expect(asked.at(-1)).toMatchObject({ private: true });
  });
}

function free(start: Start): void {
  it("is played freely: any seat at any time, some moves from the list, undone by consent, ended by hand", async ({
    skip,
  }) => {
    const { board } = await start("/connection start three-way mode=free", skip);
    for (const seat of ["Client", "Server", "Network"]) {
      await board.press("ada", `Join: ${seat}`);
      await board.shows(`${seat}: ada`);
    }
    await board.press("ada", CONNECT);
    await board.shows("Move 1, ada (Client)");
    await board.press("ada", "Leave seat");
    await board.shows("Client: nobody");
    await board.press("bob", "Join: Client");
    await board.shows("Client: bob");
    await board.select("ada", /^(Hold|Delay|Corrupt) SYN/u);
    await board.shows("Move 2, ada (Network)");
    await board.press("bob", "Undo");
    await board.shows("bob asks to take the last move back");
    await board.press("ada", "Agree to undo");
    await board.shows("Move 1, ada (Client)");
    await board.press("bob", "End");
    await board.ends("States");
    const told = await board.told();
    expect(told).toContainEqual(expect.stringContaining("taken back"));
    expect(told).toContainEqual(expect.stringContaining("bob ended it"));
  });
}

function guessing(start: Start): void {
  it("lets one lead while the others guess, and tells each in private what was wrong and why", async ({
    skip,
  }) => {
    const { board } = await start("/connection start three-way mode=instructor", skip);
    await board.press("ada", LISTEN);
    await board.shows("Move 1");
    await board.guess("bob", { flags: "syn ack", state: "SYN-SENT" });
    await board.hears("bob", "Kept");
    await board.press("bob", CONNECT);
    await board.hears("bob", "ada leads here");
    await board.press("ada", CONNECT);
    await board.shows("Guesses: bob 1/2");
    await board.press("bob", "My guess");
    await board.hears("bob", /Flags: you said syn ack, it was SYN\. .*RFC 9293/su);
    await board.press("ada", "End");
    await board.ends("Guesses: bob had 1 of 2 right");
  });

  it("scores everybody's guess before each move, and shows none before it is scored", async ({ skip }) => {
    const { board } = await start("/connection start three-way mode=predict", skip);
    for (const [person, seat] of [
      ["ada", "Client"],
      ["bob", "Server"],
    ] as const) {
      await board.press(person, `Join: ${seat}`);
      await board.shows(`${seat}: ${person}`);
    }
    await board.press("bob", LISTEN);
    await board.shows("Move 1");
    await board.guess("bob", { flags: "SYN", seq: "0", state: "syn_sent" });
    await board.guess("cat", { flags: "RST", seq: "7" });
    await board.hears("cat", "Kept");
    expect((await board.told()).join("\n")).not.toContain("RST");
    await board.press("ada", CONNECT);
    await board.shows("bob 3/3 · cat 0/2");
    await board.shows("Flags was SYN");
    for (const [at, [person, segment]] of (
      [
        ["ada", "SYN"],
        ["bob", "SYN,ACK"],
        ["ada", "ACK"],
      ] as const
    ).entries()) {
      await board.press(person, `Deliver ${segment}`);
      await board.shows(`Move ${at + 3}`);
    }
    await board.press("ada", "End");
    await board.ends("Guesses: bob had 3 of 3 right");
  });
}

function byWords(start: Start): void {
  it("is played by words alone where no command can be typed, and taken up again from any card", async ({
    skip,
  }) => {
    const { board } = await start("/connection start three-way", skip);
    for (const seat of ["Client", "Server"]) {
      await board.press("ada", `Join: ${seat}`);
      await board.shows(`${seat}: ada`);
    }
    await board.say("ada", "next");
    await board.shows("Move 1, ada (Server)");
    await board.say("ada", "syn");
    await board.shows("Move 2, ada (Client)");
    await board.say("ada", "undo");
    await board.shows("Move 1, ada (Server)");
    await board.say("bob", "next");
    await board.hears("bob", "You are watching");
    await board.say("bob", "status");
    await board.shows("Move 1, ada (Server)");
    await board.menu("bob", "continue-connection");
    await board.shows("Move 1, ada (Server)");
    await board.say("ada", "end");
    await board.ends("States");
  });
}
