// What is said of a game that goes on: which move a picture shows, and how it stands, not how it ended.
import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../src/chat/command.ts";
import { history } from "../../src/shared-connection/aside.ts";
import { numberedStep } from "../../src/shared-connection/happened.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayEnd, mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { context } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, type Live, live } from "./playing.ts";

const ADA = "test:Ada";
const told = (locale: "en" | "ko"): CommandContext => ({
  ...context("Ada", locale),
  ...{ language, commands: [], services: {}, now: AT, random: (bytes: number) => new Uint8Array(bytes) },
});

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
    expect(text).not.toContain("At the end");
    expect((await history(game.state, "text", told("ko"))).text).toContain("지금 상태: ");
    game.press("Ada", (state) => mayEnd(state, ADA));
    expect((await history(game.state, "text", told("en"))).text).toContain("At the end: client SYN-SENT");
  });
});
