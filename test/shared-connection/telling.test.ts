// What is said of a game that goes on: which move a picture shows, and how it stands, not how it ended.
import { describe, expect, it } from "vitest";
import { altText } from "../../src/chat/alt.ts";
import type { Picture } from "../../src/chat/message.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import { history } from "../../src/shared-connection/aside.ts";
import { card, pictureOf, planOf } from "../../src/shared-connection/card.ts";
import { numberedStep } from "../../src/shared-connection/happened.ts";
import { due, legal, sameMove } from "../../src/shared-connection/legal.ts";
import { mayEnd, mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, asking, beginning, type Live, live } from "./playing.ts";

const ADA = "test:Ada";
const told = (locale: "en" | "ko") => asking("Ada", locale);

/** The server listens, the client connects, and the network loses its SYN. */
function lostSyn(): Live {
  const game = live(beginning("three-way", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats))
    game.press("Ada", (state) => mayJoin(state, ADA, seat, AT));
  for (const type of ["call", "call", "lose"]) {
    game.press("Ada", (state) => {
      const index = legal(state.sim, state.goal).findIndex(({ move }) => move.type === type);
      return mayMove(state, ADA, state.step, index, AT);
    });
  }
  return game;
}

describe("of a game that goes on", () => {
  const game = lostSyn();

  it("a picture says which move it shows", () => {
    expect(numberedStep(game.state, { language, locale: "en" })).toBe(
      "Move 3: the SYN to the server is lost",
    );
    expect(numberedStep(game.state, { language, locale: "ko" })).toMatch(/^3번째: .*유실/u);
  });

  it("the history says how it stands now; of one that was ended, how it ended", async () => {
    const { text } = await history(game.state, "text", told("en"));
    expect(text).toContain("Now: client SYN-SENT, server LISTEN");
    // Three moves: what it offers to go on from is one of them.
    expect(text).toContain("`/connection history fork=2` goes on from step 2");
    expect(text).not.toContain("At the end");
    expect((await history(game.state, "text", told("ko"))).text).toContain("지금 상태: ");
    game.press("Ada", (state) => mayEnd(state, ADA));
    expect((await history(game.state, "text", told("en"))).text).toContain("At the end: client SYN-SENT");
  });
});

describe("the words of a long game's picture", () => {
  it.each(["en", "ko"] as const)("are cut where it began, not where it stands, in %s", async (locale) => {
    const game = live(beginning("life", { mode: "free" }));
    for (const seat of Object.keys(game.state.seats))
      game.press("Ada", (state) => mayJoin(state, ADA, seat, AT));
    for (let n = 0; n < 18; n++) playDue(game);
    const picture = (await pictureOf(game.state, told(locale))) as Picture;
    const text = altText(picture, 1_024, language, locale);
    expect(text.length).toBeLessThan(picture.alt.length);
    expect(text.split("\n").at(0)).toBe(picture.alt.split("\n").at(0));
    expect(text.split("\n").slice(-5)).toEqual(picture.alt.split("\n").slice(-5));
  });
});

function playDue(game: Live): void {
  game.press("Ada", (state) => {
    const next = legal(state.sim).findIndex(({ move }) => sameMove(move, due(state.sim)?.move ?? move));
    return mayMove(state, ADA, state.step, next, AT);
  });
}

/** As its rules would play it: after each of the first moves what its card says of each seat, and its picture's last bars. */
async function opened(
  id: string,
  moves: number,
): Promise<{ said: string[]; drawn: string[]; under: string }[]> {
  const game = live(beginning(id, { mode: "free" }));
  for (const seat of Object.keys(game.state.seats))
    game.press("Ada", (state) => mayJoin(state, ADA, seat, AT));
  const stages = [];
  for (let n = 0; n < moves; n++) {
    playDue(game);
    const { text } = await card(game.state, told("en"), false);
    const hosts = game.state.scenario.hosts.map(({ id, title }) => [id, title.en] as const);
    const said = hosts.map(([, title]) => new RegExp(`${title}: [^·]*?(?: \`([^\`]+)\`)?(?: ·|$)`, "mu"));
    const { story, options } = planOf(game.state, told("en"));
    stages.push({
      said: said.map((seat) => seat.exec(text)?.[1] ?? "none"),
      drawn: hosts.map(([id]) => story.spans.findLast(({ host }) => host === id)?.state ?? "none"),
      under: options.labels.subtitle,
    });
  }
  return stages;
}

describe("the card's words and its picture", () => {
  it.each(scenarios.map(({ id }) => id))("name the same states from the first move of %s on", async (id) => {
    // Of several connections the picture shows the newest one, which the card names last.
    const newest = (states: string) =>
      states
        .split(" + ")
        .at(-1)
        ?.replace(/ ×\d+$/u, "");
    for (const { said, drawn } of await opened(id, 4)) expect(said.map(newest)).toEqual(drawn);
  });

  it("tell of a host that has not acted yet that it is CLOSED", async () => {
    const [first] = await opened("three-way", 1);
    expect(first?.drawn).toEqual(["CLOSED", "LISTEN"]);
    const game = live(beginning("three-way", { mode: "free" }));
    game.press("Ada", (state) => mayJoin(state, ADA, "server", AT));
    playDue(game);
    expect((await pictureOf(game.state, told("en")))?.alt).toContain("Now: client CLOSED, server LISTEN");
    expect((await history(game.state, "text", told("ko"))).text).toContain("클라이언트 CLOSED, 서버 LISTEN");
  });

  it("tell of each connection of a host, not only of the one that changed last", async () => {
    const said = (await opened("three-connections", 12)).map((stage) => stage.said[1]);
    expect(said).toContain("ESTABLISHED + SYN-RECEIVED");
    expect(said).toContain("ESTABLISHED ×2");
  });

  it("tell of no state where there is none: of an attacker, and over UDP", async () => {
    expect((await opened("syn-flood", 1))[0]?.said).toEqual(["CLOSED", "LISTEN", "none"]);
    const [udp] = await opened("udp-loss", 1);
    expect(udp?.said).toEqual(["none", "none"]);
    expect(udp?.under).toMatch(/^RFC 768 /u);
  });
});
