/**
 * What the same acts replay to, as one digest per scenario and goal. Sentences, and the names of the rules behind a step,
 * are none of it: a stored connection may be told in other words than on the day it was played.
 */
import { createHash } from "node:crypto";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import type { Act, Deed } from "../../src/shared-connection/act.ts";
import { BEHAVIOUR, ENGINE } from "../../src/shared-connection/engine.ts";
import { GOALS } from "../../src/shared-connection/goals.ts";
import { byTheRules, legal } from "../../src/shared-connection/legal.ts";
import { after, replay, type State } from "../../src/shared-connection/replay.ts";
import { draw } from "../../src/simulator/network/random.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Entry } from "../../src/simulator/network/trace.ts";
import type { Tcb } from "../../src/simulator/tcp/tcb.ts";

export type Behaviour = Readonly<Record<string, string>>;

const AT = 1_772_323_200_000;
const ADA = { id: "web:1", name: "Ada" };
const GUESS = { flags: "ACK", seq: "1", ack: "1", state: "ESTABLISHED" };
/** Walks through the legal moves of each, by seed, and how long they are. */
const WALKS = [1, 2, 3];
const STEPS = 40;
/** Moves of the rules; no scenario needs more to come to its end. */
const STEPS_OF_RULES = 200;
/** Every so many steps somebody guesses, and takes a move back. */
const GUESSED_EVERY = 4;
const UNDONE_EVERY = 11;

/** Of each scenario, and of each goal (`goal:open`). */
export function behaviourNow(): Behaviour {
  const played = scenarios.map((scenario) => [scenario.id, digestOf(scenario, null)]);
  const won = GOALS.map(({ id, scenario }) => [`goal:${id}`, digestOf(scenarioOf(scenario) as Scenario, id)]);
  return Object.fromEntries([...played, ...won]);
}

/** What is no longer what this engine's number stands for. What is new, or gone, needs no new number. */
export const changedIn = (now: Behaviour): string[] =>
  Object.keys(now).filter((name) => name in BEHAVIOUR && BEHAVIOUR[name] !== now[name]);

/** src/shared-connection/engine.ts as it has to be. */
export const engineFile = (now: Behaviour): string => `${HEAD}
/** Raised whenever the same acts would replay to something else. */
export const ENGINE = "${changedIn(now).length > 0 ? Number(ENGINE) + 1 : ENGINE}";

/** What it makes of every scenario and goal. */
export const BEHAVIOUR: Readonly<Record<string, string>> = {
${Object.keys(now)
  .sort()
  .map((name) => `  ${/^\w+$/u.test(name) ? name : `"${name}"`}: "${now[name]}",`)
  .join("\n")}
};
`;

const HEAD =
  "// Written by `npm run -s engine`, which raises the number where it has to be; a test compares. Not for editing.";

function digestOf(scenario: Scenario, goal: string | null): string {
  const hash = createHash("sha256");
  const setting = { mode: "free", goal, turnLimitMs: 600_000, hints: true, starter: ADA } as const;
  const begin = (seed: number): State =>
    replay(
      { id: "c", scenario, run: { seed }, setting: { ...setting, invited: {}, opening: [] }, at: AT },
      [],
    );
  hash.update(JSON.stringify(shown(byRules(begin(1)))));
  for (const seed of WALKS) hash.update(JSON.stringify(shown(walked(begin(seed), seed))));
  return hash.digest("hex").slice(0, 8);
}

const deed = (act: Act): Deed => ({ by: ADA, act, at: AT });

function byRules(begun: State): State {
  let state = begun;
  for (let step = 0; step < STEPS_OF_RULES && !state.ended; step++) {
    const choice = byTheRules(state.sim, state.goal);
    if (choice === null) break;
    state = after(state, deed({ type: "move", ...choice }));
  }
  return state;
}

/** Which move is drawn depends on their order as well: a button on an older card carries a move's place in it. */
function walked(begun: State, seed: number): State {
  let [state, random] = [begun, seed];
  for (let step = 1; step <= STEPS && !state.ended; step++) {
    const all = legal(state.sim, state.goal);
    const { value, next } = draw(random);
    random = next;
    const choice = all[Math.floor(value * all.length)];
    if (choice === undefined) break;
    if (step % GUESSED_EVERY === 0) state = after(state, deed({ type: "predict", guess: GUESS }));
    state = after(state, deed({ type: "move", ...choice }));
    if (step % UNDONE_EVERY === 0 && !state.ended) state = after(state, deed({ type: "undo" }));
  }
  return state;
}

const shown = ({ sim, path, undone, scores, step, ended }: State) => ({
  ...{ now: sim.now, flights: sim.flights, isns: sim.isns, programs: sim.programs },
  ...{ entries: sim.trace.map(entryOf), path, undone, scores, step, ended },
});

/** What a socket has for its program follows from the rest, and the calls that read it are told. */
const entryOf = ({ because: _, before: __, error: ___, after, ...entry }: Entry) => ({
  ...entry,
  after: after && tcbOf(after),
});

/** What cards, goals and guesses look at. */
const tcbOf = ({ state, snd, rcv, timers }: Tcb) => ({ state, snd, rcv, timers });
