/** Two runs in one picture; or, with nothing named, the timers of every operating system. */
import type { CommandContext } from "../chat/command.ts";
import { cut, rows } from "../chat/menu.ts";
import type { Button, Message } from "../chat/message.ts";
import { fits, saying } from "../chat/press.ts";
import { scenarioOf } from "../content/scenarios.ts";
import { type Drawing, type Plans, planCompare, type Refused, saidOf } from "../diagram/index.ts";
import { alt, headline, labelsOf, spellDuration } from "../simulator/explain/index.ts";
import { type Localised, numbersOf, type Scenario, toldAs } from "../simulator/network/scenario.ts";
import type { Numbers, Trace } from "../simulator/network/trace.ts";
import { WHAT_IF_NAMES, type WhatIf } from "../simulator/network/what-if.ts";
import { PROFILE_NAMES } from "../simulator/tcp/profile.ts";
import { painted } from "./painted.ts";
import { commandOf, ISN_NAMES, type Request } from "./request.ts";
import { traceOf } from "./run-card.ts";

/** Beside a what-if: the run as the rule has it. */
export const RULE = "rule";

/** Where a departure from the RFC shows best; without an entry, and for systems, the default. */
const SHOWN_BY: Readonly<Partial<Record<WhatIf, string>>> = {
  "two-way": "old-duplicate-syn",
  "no-third-ack": "third-ack-with-data",
  "no-time-wait": "last-ack-lost",
  "short-time-wait": "last-ack-lost",
  "no-checksum": "corrupt-data",
  "resets-before-5961": "forged-rst",
  "no-cookies": "syn-cookies",
  "always-cookies": "syn-flood",
};
const DEFAULT_SCENARIO = "syn-lost";
/** Offered to whoever put one thing beside itself. */
const INSTEAD: readonly string[] = ["linux windows", "no-time-wait rule"];
/** Tried in turn where nobody named a scenario and the two sides run the default one alike. */
const TELLING: readonly string[] = ["unanswered", "last-ack-lost", "accept-overflow"];

/** Everything that may stand on one side. */
export const sidesOf = (scenarios: readonly Scenario[]): [string, ...string[]] => [
  RULE,
  ...PROFILE_NAMES,
  ...WHAT_IF_NAMES,
  ...ISN_NAMES,
  ...scenarios.map(({ id }) => id),
];

export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly scenario?: string | undefined;
}

/** Both sides were run and put in words: what a picture, its alt text and the message are made of. */
interface Beside {
  readonly sides: readonly [Request, Request];
  readonly traces: readonly [Trace, Trace];
  readonly headings: readonly [string, string];
  readonly captions: readonly [string, string];
  readonly command: string;
  readonly numbers: readonly [Numbers, Numbers];
  /** Whether nothing that a picture shows differs. */
  readonly alike: boolean;
}

/** `page` from 0, where it takes several pictures. */
export async function compareCard(asked: Comparison, context: CommandContext, page = 0): Promise<Message> {
  if (asked.a === asked.b) return sameCard(asked, context);
  const { language, locale } = context;
  const beside = runBoth(asked, context);
  const { sides, headings, captions, command, alike } = beside;
  const pages = planBoth(beside, context);
  const text = [
    `**${headings[0]} · ${headings[1]}**`,
    ...captions.map((caption, i) => `- ${saidOf(headings[i] ?? "", caption)}`),
    ...(alike ? [language.say("handshake.compare.alike", locale)] : []),
    ...(pages.ok ? [] : [notDrawn(pages, context)]),
    language.say("handshake.command", locale, { command }),
  ].join("\n");
  const turn = pages.ok ? turnButton(asked, page, pages.plans.length, context) : [];
  const buttons = [[...turn, ...sides.map((request, i) => runButton(request, headings[i] ?? ""))]];
  const shown = pages.ok ? pages.plans[Math.min(page, pages.plans.length - 1)] : undefined;
  if (!shown) return { text, buttons };
  return { text, buttons, picture: await painted(shown, told(beside, context), "compare", context.theme) };
}

function runBoth(asked: Comparison, context: CommandContext): Beside {
  const { language, locale } = context;
  const base = asked.scenario ?? suggested(asked.a) ?? suggested(asked.b) ?? DEFAULT_SCENARIO;
  const { sides, traces, on } = asked.scenario ? ranOn(base, asked) : ranTelling(base, asked);
  const chosen = asked.scenario || on !== base ? [`scenario=${on}`] : [];
  return {
    sides,
    traces,
    headings: [nameOf(asked.a, asked, context), nameOf(asked.b, asked, context)],
    captions: [headline(traces[0], locale, language), headline(traces[1], locale, language)],
    command: ["/handshake compare", asked.a, asked.b, ...chosen].join(" "),
    numbers: numbersOfBoth(sides),
    alike: !differ({ on, sides, traces }),
  };
}

/** The same on both sides shows nothing: what would is offered instead. */
function sameCard(asked: Comparison, context: CommandContext): Message {
  const { a, scenario } = asked;
  const name = nameOf(a, asked, context);
  const text = context.language.say("handshake.compare.same", context.locale, { name });
  const on = scenario === undefined ? "" : ` scenario=${scenario}`;
  const own = a === RULE || storyOf(a, asked) ? [] : [`/handshake compare ${a} ${RULE}${on}`];
  const commands = [...own, ...INSTEAD.map((pair) => `/handshake compare ${pair}`)];
  const buttons = commands.map((command): Button => ({ label: cut(command), press: saying(command) }));
  return { text, buttons: rows(buttons, 2) };
}

type Ran = Pick<Beside, "sides" | "traces"> & { readonly on: string };

/** On the first scenario that tells the two sides apart. */
function ranTelling(base: string, asked: Comparison): Ran {
  for (const id of [base, ...TELLING]) {
    const ran = ranOn(id, asked);
    if (differ(ran)) return ran;
  }
  return ranOn(base, asked);
}

function ranOn(on: string, asked: Comparison): Ran {
  const sides = [side(asked.a, on, asked), side(asked.b, on, asked)] as const;
  return { on, sides, traces: [traceOf(sides[0]), traceOf(sides[1])] };
}

/** Whether the halves of the picture do: what is inside a TCB is not to be seen, and ISNs only where they are chosen. */
const differ = ({ sides, traces: [left, right] }: Ran): boolean =>
  left.scenario !== right.scenario ||
  numbersOfBoth(sides).includes("absolute") ||
  JSON.stringify(seen(left)) !== JSON.stringify(seen(right));

const seen = ({ entries }: Trace) =>
  entries.map(({ at, host, move, result, states, sent }) => ({
    ...{ at, host, type: move.type, result, states },
    sent: sent.map(({ seg, relative }) => ({
      relative,
      flags: seg.flags,
      data: seg.data,
      wnd: seg.wnd === 0,
    })),
  }));

/**
 * Counted from the ISNs two runs of a scenario look alike even where nothing but the ISNs differs; of two scenarios each
 * counts as it does alone.
 */
function numbersOfBoth([left, right]: Beside["sides"]): Beside["numbers"] {
  const own = [numbersOf(left), numbersOf(right)] as const;
  const isOne = left.scenario === right.scenario;
  return isOne && own.includes("absolute") ? ["absolute", "absolute"] : own;
}

const suggested = (name: string): string | undefined => SHOWN_BY[name as WhatIf];

/**
 * The scenario that a side stands for by its name. Some what-ifs have a scenario of the same name: it is meant only beside
 * another scenario, and where nobody chose one for both sides.
 */
function storyOf(name: string, { a, b, scenario }: Comparison): Scenario | null {
  const isWhatIf = WHAT_IF_NAMES.some((one) => one === name);
  const besideOne = scenario === undefined && scenarioOf(name === a ? b : a) !== null;
  return isWhatIf && !besideOne ? null : scenarioOf(name);
}

function side(name: string, base: string, asked: Comparison): Request {
  const own = storyOf(name, asked);
  const scenario = own ?? (scenarioOf(base) as Scenario);
  if (own || name === RULE) return { scenario };
  const os = PROFILE_NAMES.find((one) => one === name);
  if (os) return { scenario, os };
  const isn = ISN_NAMES.find((one) => one === name);
  if (isn) return { scenario, isn };
  return { scenario, "what-if": WHAT_IF_NAMES.find((one) => one === name) };
}

function nameOf(name: string, asked: Comparison, { language, locale }: CommandContext): string {
  const scenario = storyOf(name, asked);
  if (scenario) return scenario.title[locale];
  if (name === RULE) return language.say("handshake.compare.rule", locale);
  for (const family of ["os", "what-if"]) {
    const key = `explain.${family}.${name}`;
    if (!language.has(key, locale)) continue;
    const said = language.say(key, locale);
    return family === "what-if" ? capitalised(said) : said;
  }
  return language.say("handshake.compare.isn", locale, { mode: name });
}

/** In a sentence the same name begins small. */
const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function planBoth(
  { sides, traces, headings, captions, command, numbers }: Beside,
  context: CommandContext,
): Plans<Drawing> {
  const { locale, language } = context;
  const [left, right] = traces;
  const title =
    left.scenario === right.scenario
      ? titleOver(sides)[locale]
      : language.say("handshake.compare.title", locale);
  const wait = spellDuration(left.delayMs, locale, language);
  const subtitle = language.say("explain.label.subtitle", locale, { wait });
  const labels = labelsOf(left, locale, language, { title, subtitle, caption: "", command });
  return planCompare(left, right, { locale, labels: { ...labels, headings, captions }, numbers });
}

/** Over two runs of one scenario: what is true of both, where one of them has ISNs that somebody chose. */
export const titleOver = ([left, right]: Beside["sides"]): Localised =>
  toldAs(left.isn === undefined ? right : left).title;

/** How both end comes first: who hears only the beginning has heard the difference. */
function told({ traces, headings, captions, numbers }: Beside, { locale, language }: CommandContext): string {
  const ends = captions.map((caption, i) => saidOf(headings[i] ?? "", caption)).join("\n");
  const whole = traces.map((trace, i) => `${headings[i]}\n${alt(trace, locale, language, numbers[i])}`);
  return [ends, ...whole].join("\n\n");
}

function notDrawn({ error, limit }: Refused, context: CommandContext): string {
  const key = error === "too many hosts" ? "too-many-hosts" : "too-long";
  return context.language.say(`handshake.compare.${key}`, context.locale, { limit });
}

/** To the next picture, where there are several and a button can carry what they show. */
function turnButton(asked: Comparison, page: number, pages: number, context: CommandContext): Button[] {
  const next = (page + 1) % pages;
  const args = [asked.a, asked.b, asked.scenario ?? "", `${next}`];
  const press = { command: "handshake", verb: "compare", args };
  const values = { page: next + 1, pages };
  const label = cut(context.language.say("handshake.button.page", context.locale, values));
  return pages > 1 && fits(press) ? [{ label, press }] : [];
}

const runButton = (request: Request, label: string): Button => ({
  label: cut(label),
  press: saying(commandOf(request)),
});
