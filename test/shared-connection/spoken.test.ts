// What is typed in a thread instead of pressed.
import { describe, expect, it } from "vitest";
import { LOCALES } from "../../src/language.ts";
import { refusal } from "../../src/shared-connection/answers.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { indexOf } from "../../src/shared-connection/spoken.ts";
import { language } from "../commands/command-bot.ts";
import { AT, asking, beginning, live } from "./playing.ts";

/** Ada sits at the client of a close, and nobody at the network. */
function closing(mode: "free" | "turns") {
  const game = live(beginning("four-way", { mode }));
  game.press("ada", (state) => mayJoin(state, "test:ada", "client", AT));
  const meant = (word: string) => {
    const index = indexOf(game.state, word, language);
    return { index, move: legal(game.state.sim, game.state.goal)[index]?.move.type };
  };
  return { game, meant };
}

describe("what is typed in a thread", () => {
  it("fin is the segment that has one, which has an ACK as well", () => {
    const { game, meant } = closing("free");
    const { index, move } = meant("fin");
    expect(move).toBe("call");
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, index, AT))).toBe("move");
    expect(meant("fin").move).toBe("deliver");
    expect(meant("FIN,ACK")).toEqual(meant("fin"));
    expect(meant("syn").index).toBe(-1);
  });

  it.each(LOCALES)("the turn of an empty seat is nobody's by name, in %s", async (locale) => {
    const { game, meant } = closing("turns");
    game.press("ada", (state) => mayMove(state, "test:ada", state.step, meant("fin").index, AT));
    const done = { ok: false, state: game.state, seat: "network", why: "not your turn" } as const;
    const [reply] = await refusal(done, asking("ada", locale));
    expect(reply && "message" in reply ? reply.message.text : "").toContain(
      { en: "Nobody sits there", ko: "빈자리라서" }[locale],
    );
  });
});
