/**
 * People press at random, processes are killed with -9 and started again: what was acknowledged and is lost, what was
 * applied twice, who got no answer, and whether what the processes had in mind is what the store gives.
 */
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { open, read, type Table } from "../../src/shared-connection/table.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { openStore, type Store, type StorePlace } from "../../src/store/index.ts";
import { modeOf, numbers, type Press, settingOf, type What } from "./presses.ts";
import { createCrew } from "./torture-crew.ts";
import { type Answer, hashOf } from "./torture-lines.ts";

export interface Torture {
  readonly connections: number;
  /** Of each connection. */
  readonly people: number;
  /** Of each person. */
  readonly presses: number;
  /** More than one only on PostgreSQL. */
  readonly processes: number;
  readonly kills: number;
  readonly seed: number;
}

export interface Outcome {
  readonly pressed: number;
  /** Done and acknowledged; the rest was refused with a reason, or its process died. */
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Died with their process, and were pressed again; of those so many had been stored. */
  readonly cutOff: number;
  readonly cutOffStored: number;
  readonly kills: number;
  readonly stored: number;
  // From here on everything must be 0.
  readonly lost: number;
  readonly double: number;
  /** Refused, and stored all the same. */
  readonly stray: number;
  readonly unanswered: number;
  /** States in a process that are not what the store replays to, and statuses and places of acts that are not. */
  readonly unequal: number;
  /** Which, in words. */
  readonly differing: readonly string[];
}

const BASE = 1_772_323_200_000;
const SECOND = 1_000;
const AT_ONCE = 48;

interface Sent {
  readonly press: Press;
  readonly id: string;
  readonly answer: Answer | "cut off" | "none";
}

export async function torture(place: StorePlace, asked: Torture): Promise<Outcome> {
  const random = numbers(asked.seed);
  const ids = Array.from({ length: asked.connections }, (_, n) => `t${n}`);
  await begin(place, ids);
  const sent: Sent[] = [];
  const crew = createCrew(place, asked, random);
  await crew.start();
  const one = async (id: string, press: Press): Promise<Answer | undefined> => {
    for (let again = 0; ; again++) {
      const n = sent.length;
      sent.push({ press, id, answer: "none" });
      const answer = await crew.ask({ ...press, n, id, at: BASE + n * SECOND });
      sent[n] = { press, id, answer };
      // Whoever gets no answer presses the same button again.
      if (answer !== "cut off" || again > 5) return typeof answer === "string" ? undefined : answer;
    }
  };
  const limit = limiter(AT_ONCE);
  await Promise.all(
    ids.flatMap((id) =>
      Array.from({ length: asked.people }, async (_, at) => {
        const person = `test:${id}-${at}`;
        let step = 0;
        for (let turn = 0; turn < asked.presses; turn++) {
          const press = pressOf(random, person, `test:${id}-${random(asked.people)}`, step);
          // A double press goes to whatever process there is, and may be the first.
          const twice = random(8) === 0 ? [press, press] : [press];
          const answers = await limit(() => Promise.all(twice.map((pressed) => one(id, pressed))));
          step = Math.max(step, ...answers.map((answer) => answer?.step ?? 0));
        }
      }),
    ),
  );
  const looked = await crew.look(ids);
  await crew.stop();
  return { ...(await compare(place, ids, sent, looked)), kills: crew.killed() };
}

/** Mostly moves of what the person saw last, with everything between them that a room full of people does. */
function pressOf(random: (below: number) => number, person: string, heir: string, seen: number): Press {
  const dice = random(100);
  const press = (what: What, more: Partial<Press> = {}): Press => ({
    ...{ what, person, heir, pick: random(1_000), step: seen },
    ...more,
  });
  if (dice < 45) return press("move");
  if (dice < 55) return press("move", { step: Math.max(0, seen - 1 - random(5)) });
  if (dice < 58) return press("move", { beyond: true });
  if (dice < 76) return press("join", random(20) === 0 ? { beyond: true } : {});
  if (dice < 79) return press(random(2) === 0 ? "leave" : "leave one");
  if (dice < 81) return press("hand over");
  if (dice < 84) return press("let the rules");
  if (dice < 88) return press("ask undo");
  if (dice < 93) return press(random(4) === 0 ? "refuse" : "consent");
  return press(random(60) === 0 ? "end" : "predict");
}

async function opened(place: StorePlace): Promise<Store> {
  const found = await openStore(place);
  if (!found.ok) throw new Error(found.problem);
  return found.store;
}

const tableOn = ({ connections }: Store): Table => ({
  keep: connections,
  scenarioOf,
});

async function begin(place: StorePlace, ids: readonly string[]): Promise<void> {
  const store = await opened(place);
  for (const [n, id] of ids.entries()) {
    const scenario = scenarios[n % scenarios.length] as Scenario;
    const setting = settingOf(modeOf(n), { id: `test:${id}-0`, name: "0" });
    await open(tableOn(store), { id, place: "test//t/", scenario, setting, run: { seed: n } }, BASE);
  }
  await store.close();
}

async function compare(
  place: StorePlace,
  ids: readonly string[],
  sent: readonly Sent[],
  looked: readonly { readonly id: string; readonly answer: Answer | string }[],
): Promise<Omit<Outcome, "kills">> {
  const store = await opened(place);
  const stored = new Map<number, number>();
  const buttons = new Map<string, number>();
  const differing: string[] = [];
  let count = 0;
  for (const id of ids) {
    const [found, loaded] = [await read(tableOn(store), id), await store.connections.load(id)];
    if (!found.ok || loaded === undefined) throw new Error(`${id} cannot be read`);
    for (const { answer } of looked.filter((one) => one.id === id)) {
      const differs = await differsFrom(store, id, answer);
      if (differs !== null) differing.push(`${id}: ${differs}`);
    }
    if ((loaded.status === "ended") !== (found.state.ended !== null))
      differing.push(`${id}: is stored as ${loaded.status}, ended: ${JSON.stringify(found.state.ended)}`);
    // Whoever agreed is asked again where the question was taken back meanwhile: another press of the same button.
    let questions = 0;
    for (const [at, move] of loaded.moves.entries()) {
      const n = (move.at - BASE) / SECOND;
      stored.set(n, (stored.get(n) ?? 0) + 1);
      count++;
      const answer = sent[n]?.answer;
      if (typeof answer === "object" && answer.ok && answer.version !== at + 1)
        differing.push(`${id}: act ${at + 1} was acknowledged as ${answer.version}`);
      const { type } = move.move as { type: string };
      if (type === "ask undo") questions++;
      const press = sent[n]?.press;
      if (press?.what !== "move" && press?.what !== "consent") continue;
      // A press that reminded somebody made no move: it may be pressed again.
      if (type === "remind") continue;
      const button = JSON.stringify([
        id,
        press.person,
        press.what,
        press.step,
        press.what === "move" ? press.pick : questions,
      ]);
      buttons.set(button, (buttons.get(button) ?? 0) + 1);
    }
  }
  await store.close();
  const answers = sent.map(({ answer }) => answer);
  const refused: Record<string, number> = {};
  for (const answer of answers)
    if (typeof answer === "object" && !answer.ok)
      refused[answer.why ?? ""] = (refused[answer.why ?? ""] ?? 0) + 1;
  const at = (is: (answer: Sent["answer"]) => boolean) =>
    answers.flatMap((answer, n) => (is(answer) ? [n] : []));
  const done = at((answer) => typeof answer === "object" && answer.ok);
  const cut = at((answer) => answer === "cut off");
  const twice = [...stored.values(), ...buttons.values()].filter((times) => times > 1).length;
  return {
    ...{ pressed: sent.length, acknowledged: done.length, refused, stored: count },
    ...{ cutOff: cut.length, cutOffStored: cut.filter((n) => stored.has(n)).length },
    ...{ lost: done.filter((n) => !stored.has(n)).length, double: twice },
    stray: at((answer) => typeof answer === "object" && !answer.ok).filter((n) => stored.has(n)).length,
    ...{ unanswered: answers.filter((answer) => answer === "none").length },
    ...{ unequal: differing.length, differing },
  };
}

/**
 * Is what a process had in mind what the store replays to? As far as the process had read: a statement of one that was
 * killed may be carried out by PostgreSQL after everybody has looked.
 */
async function differsFrom(store: Store, id: string, looked: Answer | string): Promise<string | null> {
  if (typeof looked === "string") return looked;
  const { version = 0, hash, why } = looked;
  const table = tableOn(store);
  const { load } = table.keep;
  const upTo: Table["keep"]["load"] = async (one) => {
    const loaded = await load(one);
    return loaded && { ...loaded, version, moves: loaded.moves.slice(0, version) };
  };
  const replayed = await read({ ...table, keep: { ...table.keep, load: upTo } }, id);
  if (replayed.ok && hash === hashOf(replayed.state)) return null;
  return why ?? `the state after act ${version} is not what is replayed to`;
}

/** At most so many at a time. */
function limiter(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => queue.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      queue.shift()?.();
    }
  };
}
