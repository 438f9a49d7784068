/** A new connection, and the card that invites to it. */
import type { CommandContext } from "../chat/command.ts";
import type { Reply } from "../chat/message.ts";
import type { Mode, SeatId, Setting } from "./act.ts";
import { card } from "./card.ts";
import { goalOf } from "./goals.ts";
import type { Sitting } from "./replay.ts";
import { open, type Table } from "./table.ts";

interface Asked {
  readonly scenario: string;
  readonly mode: Mode;
  readonly goal?: string | undefined;
  readonly client?: string | undefined;
  readonly server?: string | undefined;
  readonly "turn-limit": number;
  readonly hints: boolean;
}

const MINUTE_MS = 60_000;
const ID_BYTES = 6;
const SEED_BYTES = 4;

/** Unique among platforms. */
export const placeOf = ({ asker, place }: CommandContext): string =>
  [platformOf(asker.id), place.server ?? "", place.channel, place.thread ?? ""].join("/");
export const channelOf = ({ asker, place }: CommandContext): string =>
  [platformOf(asker.id), place.server ?? "", place.channel, ""].join("/");
const platformOf = (id: string): string => id.split(":")[0] ?? "";

export const newId = ({ random }: CommandContext): string =>
  [...random(ID_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function startConnection(
  table: Table,
  asked: Asked,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const goal = goalOf(asked.goal ?? null);
  const scenario = table.scenarioOf(goal?.scenario ?? asked.scenario);
  if (scenario === undefined) throw new Error(`no scenario ${asked.scenario}`);
  const invited: Record<SeatId, Sitting> = {};
  const ends = [asked.client, asked.server];
  scenario.hosts.slice(0, ends.length).forEach(({ id }, at) => {
    const person = ends[at];
    if (person !== undefined) invited[id] = named(person, context);
  });
  const setting: Setting = {
    ...{ mode: asked.mode, goal: goal?.id ?? null, hints: asked.hints, invited, opening: [] },
    ...{ turnLimitMs: asked["turn-limit"] * MINUTE_MS, starter: context.asker },
  };
  const seed = context.random(SEED_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  const opening = { id: newId(context), place: placeOf(context), scenario, setting, run: { seed } };
  const state = await open(table, opening, context.now);
  const shown = { ...context, locale: context.channelLocale };
  const title = context.language.say("connection.thread", shown.locale, {
    scenario: scenario.title[shown.locale],
  });
  return [{ to: "new thread", title, message: await card(state, shown) }];
}

/** Of a person who has not yet said anything only the id is known. */
export const named = (id: string, { asker }: CommandContext): Sitting =>
  id === asker.id ? asker : { id, name: id.slice(id.indexOf(":") + 1) };
