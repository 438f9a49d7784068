/** A new connection, and the card that invites to it. */
import type { CommandContext } from "../chat/command.ts";
import { retryRows } from "../chat/menu.ts";
import type { Reply } from "../chat/message.ts";
import { idParts, platformOf } from "../chat/platform-id.ts";
import { privately } from "../chat/speaking.ts";
import type { Mode, SeatId, Setting, Sitting } from "./act.ts";
import { card, rootOf, threadName } from "./card.ts";
import { type Goal, goalOf } from "./goals.ts";
import type { State } from "./replay.ts";
import { open, type Table } from "./table.ts";

interface Asked {
  readonly scenario?: string | undefined;
  readonly mode: Mode;
  readonly goal?: string | undefined;
  readonly client?: string | undefined;
  readonly server?: string | undefined;
  readonly "turn-limit": number;
  readonly hints: boolean;
}

/** What is played where nothing else is said. */
const USUAL = "three-way";
const MINUTE_MS = 60_000;
const ID_BYTES = 6;
const SEED_BYTES = 4;

/** Unique among platforms. */
export const placeOf = ({ asker, place }: CommandContext): string =>
  [platformOf({ asker }), place.server ?? "", place.channel, place.thread ?? ""].join("/");
/** The channel that it is, or that its thread hangs in: where all its threads are. */
export const channelPlaceOf = (context: CommandContext): string =>
  placeOf({ ...context, place: { ...context.place, thread: "" } });

export const newId = ({ random }: CommandContext): string =>
  [...random(ID_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function startConnection(
  table: Table,
  asked: Asked,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const goal = goalOf(asked.goal ?? null);
  if (goal && asked.scenario !== undefined && asked.scenario !== goal.scenario)
    return otherScenario(goal, asked.scenario, context);
  const id = goal?.scenario ?? asked.scenario ?? USUAL;
  const scenario = table.scenarioOf(id);
  if (scenario === null) throw new Error(`no scenario ${id}`);
  const invited: Record<SeatId, Sitting> = {};
  const ends = [asked.client, asked.server];
  scenario.hosts.slice(0, ends.length).forEach(({ id }, at) => {
    const person = ends[at];
    if (person !== undefined) invited[id] = named(person, context);
  });
  const setting: Setting = {
    ...{ mode: asked.mode, goal: goal?.id ?? null, hints: asked.hints, invited, opening: [] },
    ...{ turnLimitMs: asked["turn-limit"] * MINUTE_MS, starter: context.asker },
    language: context.channelLocale,
  };
  const seed = context.random(SEED_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  const beginning = { id: newId(context), place: placeOf(context), scenario, setting, run: { seed } };
  const state = await open(table, beginning, context.now);
  return opening(state, context);
}

/** As everybody reads it: in the language that it began in, where several speak. */
export const forTable = ({ setting }: State, context: CommandContext): CommandContext => ({
  ...context,
  locale: setting.language ?? context.channelLocale,
});

/** The channel sees how it stands, the thread plays. A thread has no threads: there it simply begins. */
export async function opening(state: State, context: CommandContext): Promise<readonly Reply[]> {
  const everybody = forTable(state, context);
  const first: Reply = { to: "channel", message: await card(state, everybody) };
  if (context.place.thread !== undefined) return [first];
  const title = threadName(state, everybody);
  return [{ to: "new thread", title, message: rootOf(state, everybody) }, first];
}

/** A goal has its own scenario: what was meant is asked, not guessed. */
function otherScenario(goal: Goal, scenario: string, { language, locale }: CommandContext): readonly Reply[] {
  const text = language.say("connection.other-scenario", locale, {
    goal: language.say(`connection.goal.${goal.id}`, locale),
    own: goal.scenario,
    scenario,
  });
  const texts = [`/connection start goal=${goal.id}`, `/connection start ${scenario}`];
  return privately({ text, buttons: retryRows(texts) });
}

/** Of a person who has not yet said anything only the id is known. */
export const named = (id: string, { asker }: CommandContext): Sitting =>
  id === asker.id ? asker : { id, name: idParts(id).own };
