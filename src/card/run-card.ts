/** A run as a message: the picture of all of it, one step of it, its words, or its reasons. */

import type { CommandContext } from "../chat/command.ts";
import { cutText } from "../chat/cut-text.ts";
import { cut } from "../chat/menu.ts";
import type { Button, Message, Press } from "../chat/message.ts";
import { headline, stepView, tell } from "../simulator/explain/index.ts";
import { traceOfWay } from "../simulator/network/endings.ts";
import { run } from "../simulator/network/run.ts";
import { numbersOf, toldAs } from "../simulator/network/scenario.ts";
import type { Trace } from "../simulator/network/trace.ts";
import { floodLines } from "./flood.ts";
import { mapOf, movingPictureOf, pictureOf, pictureOfStep } from "./picture.ts";
import { argsOf, commandOf, type Request, runOptionsOf } from "./request.ts";

/** What a message may hold on the strictest platform, with room for the lines around it. */
const WORDS_MAX = 1_700;
const SEEDS = 4_294_967_296;

/** A way that does not exist (a button of another version carried it) shows the scenario's own run. */
export function traceOf(request: Request): Trace {
  const { scenario, way } = request;
  const options = runOptionsOf(request);
  const found = way === undefined ? null : traceOfWay(scenario, options, Number(way[0]), way.slice(1));
  return found ?? run(scenario, options);
}

/** The whole run; `page` from 0, where it takes several pictures. */
export async function runCard(request: Request, context: CommandContext, page = 0): Promise<Message> {
  const { language, locale } = context;
  const trace = traceOf(request);
  const drawn = await pictureOf(trace, request, context, page);
  const text = [
    titleOf(trace, request, context),
    toldAs(request).about[locale],
    ...floodLines(trace, context),
    ...(hasStates(trace) ? [] : [language.say("handshake.no-map", locale)]),
    language.say("handshake.command", locale, { command: commandOf(request) }),
  ].join("\n");
  if (!drawn.ok) return tooLong(trace, request, context, drawn.limit);
  return {
    text,
    picture: drawn.picture,
    buttons: runButtons(request, context, trace, { page, pages: drawn.pages }),
  };
}

function tooLong(trace: Trace, request: Request, context: CommandContext, limit: number): Message {
  const said = context.language.say("handshake.too-long", context.locale, { limit });
  const told = wordsOf(trace, request, context, 0);
  return { ...told, text: [said, told.text].join("\n\n") };
}

/** The run as a picture that moves, a frame a step; a run of too many steps stands still and says so. */
export async function movingCard(request: Request, context: CommandContext): Promise<Message> {
  const trace = traceOf(request);
  const drawn = await movingPictureOf(trace, request, context);
  if (!drawn.ok) return tooLongToMove(request, context, drawn.limit);
  const button = buttonsOf(request, context);
  return {
    text: titleOf(trace, request, context),
    picture: drawn.picture,
    buttons: [[{ ...button("step", "steps", "0"), style: "primary" }, button("run", "whole", "0")]],
  };
}

async function tooLongToMove(request: Request, context: CommandContext, limit: number): Promise<Message> {
  const still = await runCard(request, context);
  const said = context.language.say("handshake.too-long-to-move", context.locale, { limit });
  return { ...still, text: [said, still.text].join("\n\n") };
}

const titleOf = (trace: Trace, request: Request, { locale, language }: CommandContext): string =>
  `**${toldAs(request).title[locale]}** · ${headline(trace, locale, language)}`;

interface At {
  readonly page: number;
  readonly pages: number;
}

function runButtons(
  request: Request,
  context: CommandContext,
  trace: Trace,
  { page, pages }: At,
): Button[][] {
  const button = buttonsOf(request, context);
  const seed = ((request.seed ?? 1) + 1) % SEEDS;
  const again: Press = { command: "handshake", verb: "run", args: argsOf({ ...request, seed }) };
  const turn = button("run", "page", `${(page + 1) % pages}`, {
    page: String(((page + 1) % pages) + 1),
    pages: String(pages),
  });
  return [
    [{ ...button("step", "steps", "0"), style: "primary" }, button("why", "why"), button("text", "text")],
    [
      ...(pages > 1 ? [turn] : []),
      ...(hasStates(trace) ? [button("map", "map")] : []),
      button("animate", "animate"),
      button("share", "share"),
      { label: context.language.say("handshake.button.seed", context.locale), press: again },
    ],
  ];
}

/** UDP has none: a map of the run would be empty. */
export const hasStates = ({ hosts, entries }: Trace): boolean =>
  hosts.some(({ opening }) => opening !== "CLOSED") || entries.some(({ states }) => states.length > 0);

/** The same run as a path through the state diagram; one without states says so beside its own picture. */
export async function mapCard(request: Request, context: CommandContext): Promise<Message> {
  const trace = traceOf(request);
  if (!hasStates(trace)) return runCard(request, context);
  const button = buttonsOf(request, context);
  return {
    text: titleOf(trace, request, context),
    picture: await mapOf(trace, request, context),
    buttons: [[button("run", "whole", "0"), { ...button("step", "steps", "0"), style: "primary" }]],
  };
}

/** One step in front, the rest dimmed; with what changed and why. `number` from 0 (nothing yet) to the last. */
export async function stepCard(request: Request, context: CommandContext, wanted: number): Promise<Message> {
  const { language, locale } = context;
  const trace = traceOf(request);
  const last = trace.entries.length;
  const number = Math.min(Math.max(0, Math.trunc(wanted)), last);
  const title = `**${toldAs(request).title[locale]}**`;
  const told =
    number === 0
      ? language.say("handshake.before-anything", locale)
      : stepView(trace, number - 1, locale, language, { numbers: numbersOf(request) }).text;
  const picture = await pictureOfStep(trace, request, context, number);
  return {
    text: `${title}\n${clip(told)}`,
    ...(picture && { picture }),
    buttons: stepButtons(request, context, number, last),
  };
}

function stepButtons(request: Request, context: CommandContext, number: number, last: number): Button[][] {
  const button = buttonsOf(request, context);
  const to = (label: string, target: number, enabled: boolean): Button => ({
    // Two buttons of one message must differ in what they carry, even where both lead to the same step.
    ...button("step", label, `${target}`),
    press: { command: "handshake", verb: "step", args: [...argsOf(request), `${target}`, label] },
    ...(!enabled && { disabled: true }),
  });
  return [
    [
      to("previous", number - 1, number > 0),
      { ...to("next", number + 1, number < last), style: "primary" },
      to("first", 0, number > 0),
      to("last", last, number < last),
    ],
    [button("run", "whole", "0"), button("why", "why")],
  ];
}

/** The run in words, without pictures; `from` = how many steps were shown before. */
export const words = (request: Request, context: CommandContext, from = 0): Message =>
  wordsOf(traceOf(request), request, context, from);

function wordsOf(trace: Trace, request: Request, context: CommandContext, from: number): Message {
  const { locale, language } = context;
  const lines = tell(trace, locale, language, { numbers: numbersOf(request), why: false });
  const { kept, next } = part(lines, from);
  return telling(request, context, "text", `\`\`\`\n${kept.join("\n")}\n\`\`\``, next);
}

/** The run in words with the rules behind each step. */
export function reasons(request: Request, context: CommandContext, from = 0): Message {
  const lines = tell(traceOf(request), context.locale, context.language, {
    numbers: numbersOf(request),
    why: true,
  });
  const { kept, next } = part(lines.map(asList), from);
  return telling(request, context, "why", kept.join("\n"), next);
}

/** A step and, indented below it, its reasons: as bold text with a list. */
function asList(step: string): string {
  const [head = "", ...below] = step.split("\n");
  return [`**${head.trim().replace(/\s{2,}/g, " · ")}**`, ...below.map((line) => `- ${line.trim()}`)].join(
    "\n",
  );
}

/** As many steps as fit, at least one; `next` null = these were the last. */
function part(lines: readonly string[], from: number): { kept: string[]; next: number | null } {
  const kept: string[] = [];
  let size = 0;
  for (const line of lines.slice(from)) {
    size += line.length + 1;
    if (size > WORDS_MAX && kept.length > 0) return { kept, next: from + kept.length };
    kept.push(clip(line));
  }
  return { kept, next: null };
}

function telling(
  request: Request,
  context: CommandContext,
  verb: string,
  body: string,
  next: number | null,
): Message {
  const button = buttonsOf(request, context);
  const more = next === null ? [] : [{ ...button(verb, "more", `${next}`), style: "primary" as const }];
  return {
    text: `**${toldAs(request).title[context.locale]}**\n${body}`,
    buttons: [[...more, button("step", "steps", "0"), button("run", "whole", "0")]],
  };
}

const clip = (text: string): string => cutText(text, WORDS_MAX);

/** Buttons of this run: verb, key of the label, and what else the press carries. */
function buttonsOf(request: Request, { language, locale }: CommandContext) {
  return (verb: string, label: string, number?: string, values: Record<string, string> = {}): Button => ({
    label: cut(language.say(`handshake.button.${label}`, locale, values)),
    press: {
      command: "handshake",
      verb,
      args: [...argsOf(request), ...(number === undefined ? [] : [number])],
    },
  });
}
