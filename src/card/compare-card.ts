/** Two runs in one picture; or, with nothing named, the timers of every operating system. */
import type { CommandContext } from "../chat/command.ts";
import type { Message, Picture } from "../chat/message.ts";
import { scenarioOf } from "../content/scenarios.ts";
import { type Layout, layoutCompare, paint } from "../diagram/index.ts";
import { alt, headline, labelsOf, spellDuration } from "../simulator/explain/index.ts";
import type { Scenario } from "../simulator/network/scenario.ts";
import type { Trace } from "../simulator/network/trace.ts";
import { WHAT_IF_NAMES, type WhatIf } from "../simulator/network/what-if.ts";
import { PROFILE_NAMES } from "../simulator/tcp/profile.ts";
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
const ALT_MAX = 4_000;

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

export async function compareCard(asked: Comparison, context: CommandContext): Promise<Message> {
  const { language, locale } = context;
  const base = asked.scenario ?? suggested(asked.a) ?? suggested(asked.b) ?? DEFAULT_SCENARIO;
  const sides = [side(asked.a, base), side(asked.b, base)] as const;
  const traces = [traceOf(sides[0]), traceOf(sides[1])] as const;
  const headings = [nameOf(asked.a, context), nameOf(asked.b, context)] as const;
  const captions = [headline(traces[0], locale, language), headline(traces[1], locale, language)] as const;
  const command = [
    "/handshake compare",
    asked.a,
    asked.b,
    ...(asked.scenario ? [`scenario=${asked.scenario}`] : []),
  ].join(" ");
  const text = [
    `**${headings[0]} · ${headings[1]}**`,
    ...captions.map((caption, i) => `- ${headings[i]}: ${caption}`),
    language.say("handshake.command", locale, { command }),
  ].join("\n");
  const picture = await draw(traces, { headings, captions, command }, context);
  return {
    text,
    ...(picture && { picture }),
    buttons: [sides.map((request, i) => runButton(request, headings[i] ?? ""))],
  };
}

const suggested = (name: string): string | undefined => SHOWN_BY[name as WhatIf];

function side(name: string, base: string): Request {
  const own = scenarioOf(name);
  const scenario = own ?? (scenarioOf(base) as Scenario);
  if (own || name === RULE) return { scenario };
  const os = PROFILE_NAMES.find((one) => one === name);
  if (os) return { scenario, os };
  const isn = ISN_NAMES.find((one) => one === name);
  if (isn) return { scenario, isn };
  return { scenario, "what-if": WHAT_IF_NAMES.find((one) => one === name) };
}

function nameOf(name: string, { language, locale }: CommandContext): string {
  const scenario = scenarioOf(name);
  if (scenario) return scenario.title[locale];
  if (name === RULE) return language.say("handshake.compare.rule", locale);
  for (const family of ["os", "what-if"]) {
    const key = `explain.${family}.${name}`;
    if (language.has(key, locale)) return language.say(key, locale);
  }
  return language.say("handshake.compare.isn", locale, { mode: name });
}

interface Words {
  readonly headings: readonly [string, string];
  readonly captions: readonly [string, string];
  readonly command: string;
}

async function draw(
  traces: readonly [Trace, Trace],
  words: Words,
  context: CommandContext,
): Promise<Picture | null> {
  const { locale, language, theme } = context;
  const [left, right] = traces;
  const title =
    left.scenario === right.scenario ? left.title[locale] : language.say("handshake.compare.title", locale);
  const wait = spellDuration(left.delayMs, locale, language);
  const subtitle = language.say("explain.label.subtitle", locale, { wait });
  const labels = { ...labelsOf(left, locale, language, { title, subtitle, caption: "" }), ...words };
  const pages = layoutCompare(left, right, { locale, labels, numbers: "relative" });
  if (!pages.ok) return null;
  const shapes = pages.layouts[0] as Layout;
  const told = traces.map((trace, i) => `${words.headings[i]}\n${alt(trace, locale, language, ALT_MAX / 2)}`);
  return {
    png: await paint(shapes, theme),
    alt: told.join("\n\n"),
    width: Math.round(shapes.width * shapes.scale),
    height: Math.round(shapes.height * shapes.scale),
    name: "compare.png",
  };
}

const runButton = (request: Request, label: string) => ({
  label: label.length > 38 ? `${label.slice(0, 37)}…` : label,
  press: { command: "handshake", verb: "say", args: [commandOf(request).replace("/handshake ", "")] },
});
