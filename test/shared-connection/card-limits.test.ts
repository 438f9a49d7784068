// The card of every scenario at every step, in both languages, within what Discord and Slack take.
import { describe, expect, it } from "vitest";
import { BUTTON_ROWS } from "../../src/chat/limits.ts";
import { sealMessage } from "../../src/chat/seal-replies.ts";
import { unbroken } from "../../src/chat/unbroken.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { CONTENT } from "../../src/platforms/discord/limits.ts";
import { renderMessage as onDiscord } from "../../src/platforms/discord/render.ts";
import { SECTION } from "../../src/platforms/slack/limits.ts";
import { renderMessage as onSlack } from "../../src/platforms/slack/render.ts";
import { buttonOffers, furtherMoves, MORE, selectsOf } from "../../src/shared-connection/buttons.ts";
import { card, rootOf } from "../../src/shared-connection/card.ts";
import { offersOf } from "../../src/shared-connection/choices.ts";
import { summary } from "../../src/shared-connection/ending.ts";
import { GOALS } from "../../src/shared-connection/goals.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove, mayUndo } from "../../src/shared-connection/may.ts";
import type { State } from "../../src/shared-connection/replay.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";
import { AT, asking, beginning, type Live, live } from "./playing.ts";

/** As long as a name may be on the local page; Discord's are shorter. */
const LONG_NAME = "Bartholomew of the Long Names 12";
const STEPS_MAX = 60;

const told = (locale: Locale) => asking(LONG_NAME, locale);

async function fits(state: State, mark: string, locales: readonly Locale[] = LOCALES): Promise<void> {
  for (const locale of locales) {
    const all = told(locale);
    const voice = { language, locale };
    for (const message of [
      await card(state, all, false),
      rootOf(state, all),
      summary(state, undefined, all),
    ]) {
      // Throws where a label, a row or an id is too long, or two buttons are the same.
      const sealed = sealMessage(message, "public", SECRET);
      expect(sealed.text.length, `${mark} ${locale}: letters`).toBeLessThanOrEqual(CONTENT);
      const { content, components } = onDiscord(sealed, voice).body;
      expect(content, `${mark} ${locale}: cut`).toBe(unbroken(sealed.text));
      expect(components.length, `${mark} ${locale}: rows`).toBeLessThanOrEqual(BUTTON_ROWS);
      const { blocks } = onSlack(sealed, undefined, voice);
      for (const block of blocks)
        if (block.type === "section") expect(block.text?.text.length).toBeLessThanOrEqual(SECTION);
    }
  }
}

/** By the rules, with somebody in every seat, or in none but the first. */
function seated(scenario: string, more: Parameters<typeof beginning>[1], people: number): Live {
  const played = live(beginning(scenario, more));
  const seats = Object.keys(played.state.seats).slice(0, people);
  for (const seat of seats) played.press(LONG_NAME, (state) => mayJoin(state, `test:${LONG_NAME}`, seat, AT));
  return played;
}

function next({ press, state }: Live): boolean {
  const rules = legal(state.sim, state.goal);
  const index = offersOf(state).find(({ byRules }) => byRules)?.index ?? -1;
  if (index < 0 || rules[index] === undefined) return false;
  return press(LONG_NAME, (now) => mayMove(now, `test:${LONG_NAME}`, now.step, index, AT)) === "move";
}

describe("the card", () => {
  it.each(scenarios.map(({ id }) => id))("of %s fits at every step, in both languages", async (scenario) => {
    // These two have all that the others have: each step in one language in the one, and in the other in the other.
    for (const [turn, mode] of (["free", "predict"] as const).entries()) {
      const played = seated(scenario, { mode, starter: { id: `test:${LONG_NAME}`, name: LONG_NAME } }, 9);
      for (let step = 0; step < STEPS_MAX; step++) {
        await fits(
          played.state,
          `${scenario} ${mode} ${step}`,
          LOCALES.filter((_, at) => (at + step + turn) % 2 === 0),
        );
        if (!next(played)) break;
      }
    }
  });

  it.each(GOALS)("of the goal $id fits at every step, also while somebody asks to undo", async (goal) => {
    const played = seated(goal.scenario, { goal: goal.id }, 1);
    played.press("other", (state) => mayJoin(state, "test:other", Object.keys(state.seats).at(-1) ?? "", AT));
    for (let step = 0; step < STEPS_MAX && next(played); step++) {
      await fits(played.state, `${goal.id} ${step}`);
      const id = `test:${LONG_NAME}`;
      played.press(LONG_NAME, (now) => mayUndo(now, id, "ask undo", now.step));
      await fits(played.state, `${goal.id} ${step} undo`);
      played.press(LONG_NAME, (now) => mayUndo(now, id, "refuse", now.step));
    }
  });

  it("leaves no legal move without a button or an entry, however many there are", () => {
    for (const { id } of scenarios) {
      const played = seated(id, { mode: "free" }, 9);
      for (let step = 0; step < STEPS_MAX; step++) {
        const { state } = played;
        const all = told("en");
        const listed = [...selectsOf(state, all), ...(furtherMoves(state, all).selects ?? [])]
          .flatMap(({ choices }) => choices.map(({ value }) => value))
          .filter((value) => value !== MORE);
        const pressed = buttonOffers(state).map(({ index }) => String(index));
        const offered = offersOf(state).map(({ index }) => String(index));
        const reached = [...new Set([...pressed, ...listed])];
        expect([id, step, reached.toSorted()]).toEqual([id, step, offered.toSorted()]);
        sealMessage(furtherMoves(state, all), "public", SECRET);
        if (!next(played)) break;
      }
    }
  });
});
