/** Every way a scenario can end when segments are lost, as a small table; and one of those ways as a run. */
import type { CommandContext } from "../chat/command.ts";
import { cut, rows } from "../chat/menu.ts";
import type { Button, Message } from "../chat/message.ts";
import { spellDuration } from "../simulator/explain/index.ts";
import { type Ending, endings, type Lost } from "../simulator/network/endings.ts";
import { argsOf, type Request, runOptionsOf } from "./request.ts";

/** Rows that fit into a message; the rest is counted. */
const ROWS_MAX = 14;

export function endingsCard(request: Request, context: CommandContext, losses: number): Message {
  const { language, locale } = context;
  const found = endings(request.scenario, runOptionsOf(request), losses);
  const shown = found.endings.slice(0, ROWS_MAX);
  const text = [
    `**${request.scenario.title[locale]}**`,
    language.say("handshake.endings.head", locale, { losses, ways: sum(found.endings), nodes: found.nodes }),
    ...shown.map((one, i) => `${i + 1}. ${rowOf(one, request, context)}`),
    ...(found.endings.length > shown.length
      ? [language.say("handshake.endings.more", locale, { rest: found.endings.length - shown.length })]
      : []),
    ...(found.complete ? [] : [language.say("handshake.endings.cut", locale)]),
  ].join("\n");
  const buttons = shown.map(
    (one, i): Button => ({
      label: cut(`${i + 1}. ${howText(one, request, context)}`),
      press: { command: "handshake", verb: "run", args: argsOf({ ...request, way: `${losses}${one.way}` }) },
    }),
  );
  return { text, buttons: rows(buttons, 3) };
}

const sum = (all: readonly Ending[]): number => all.reduce((total, { ways }) => total + ways, 0);

function rowOf(one: Ending, request: Request, context: CommandContext): string {
  const { language, locale } = context;
  return language.say("handshake.endings.row", locale, {
    lost: howText(one, request, context),
    states: one.states.map(({ host, state }) => `${titleOf(request, host, context)} \`${state}\``).join(", "),
    time: spellDuration(one.atMs, locale, language),
  });
}

function howText({ lost, overtaking }: Ending, request: Request, context: CommandContext): string {
  const text = lostText(lost, request, context);
  return overtaking
    ? context.language.say("handshake.endings.overtaking", context.locale, { lost: text })
    : text;
}

function lostText(lost: readonly Lost[], request: Request, context: CommandContext): string {
  const { language, locale } = context;
  if (lost.length === 0) return language.say("handshake.endings.nothing-lost", locale);
  return lost
    .map(({ host, flags, data }) =>
      language.say(data ? "handshake.endings.lost-data" : "handshake.endings.lost", locale, {
        host: titleOf(request, host, context),
        flags,
      }),
    )
    .join(", ");
}

const titleOf = ({ scenario }: Request, id: string, { locale }: CommandContext): string =>
  scenario.hosts.find((host) => host.id === id)?.title[locale] ?? id;
