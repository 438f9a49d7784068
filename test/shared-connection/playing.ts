/** A connection in memory's shortest form: a setting, and deeds that are decided as presses are. */
import type { CommandContext } from "../../src/chat/command.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import type { Locale } from "../../src/language.ts";
import type { Deed, Setting } from "../../src/shared-connection/act.ts";
import type { Decision } from "../../src/shared-connection/may.ts";
import { after, type Beginning, replay, type State } from "../../src/shared-connection/replay.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { context } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";

export const AT = 1_772_323_200_000;

/** What a command knows of this person, who reads this language. */
export const asking = (name: string, locale: Locale): CommandContext => ({
  ...context(name, locale),
  ...{ language, commands: [], services: {}, now: AT, random: (bytes: number) => new Uint8Array(bytes) },
});

const setting = (more: Partial<Setting> = {}): Setting => ({
  ...{ mode: "turns", goal: null, turnLimitMs: 600_000, hints: true },
  ...{ starter: { id: "test:ada", name: "Ada" }, invited: {}, opening: [] },
  ...more,
});

export const beginning = (scenario: string, more: Partial<Setting> = {}, seed = 1): Beginning => ({
  ...{ id: "c1", scenario: scenarioOf(scenario) as Scenario, run: { seed }, setting: setting(more), at: AT },
});

export interface Live {
  /** As it is now. */
  readonly state: State;
  readonly deeds: Deed[];
  /** Does what is allowed; else gives the reason. */
  press(person: string, may: (state: State) => Decision, now?: number): string;
}

export function live(begun: Beginning): Live {
  let state = replay(begun, []);
  const deeds: Deed[] = [];
  return {
    get state() {
      return state;
    },
    deeds,
    press(person, may, at = AT) {
      const decision = may(state);
      if (!decision.ok) return decision.why;
      const deed = { by: { id: `test:${person}`, name: person }, act: decision.act, at };
      state = after(state, deed);
      deeds.push(deed);
      return decision.act.type;
    },
  };
}
