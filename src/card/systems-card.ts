/** The timers of every operating system: when each sends its SYN again, when it gives up, how long it waits. */
import type { CommandContext } from "../chat/command.ts";
import type { Message, Picture } from "../chat/message.ts";
import { scenarioOf } from "../content/scenarios.ts";
import { layoutTimeline, type TimelineRow } from "../diagram/index.ts";
import { errorName, errorNamesOf, spellDuration } from "../simulator/explain/index.ts";
import { run } from "../simulator/network/run.ts";
import type { Scenario } from "../simulator/network/scenario.ts";
import { PROFILE_NAMES, type Profile, type ProfileName, profile } from "../simulator/tcp/profile.ts";
import { COMPARED, type Compared, sourceOf } from "../simulator/tcp/sources.ts";
import { painted } from "./painted.ts";

const SHOWN = "unanswered";

/** A picture of the SYN schedules, taken from runs, and of how long TIME-WAIT lasts. */
export async function systemsCard(context: CommandContext): Promise<Message> {
  const { language, locale } = context;
  const rows = PROFILE_NAMES.map((os) => scheduleOf(os, context));
  const text = [
    `**${language.say("handshake.systems.title", locale)}**`,
    ...rows.map(({ title, note, ticks, end, bar }) =>
      language.say(`handshake.systems.${note === undefined ? "row" : "row-noted"}`, locale, {
        os: title,
        ...(note !== undefined && { note }),
        times: ticks.map((at) => at / 1_000).join(", "),
        end: spellDuration(end?.at ?? 0, locale, language),
        error: end?.word ?? "",
        wait: bar?.word ?? "",
      }),
    ),
    language.say("handshake.systems.more", locale),
  ].join("\n");
  const buttons = PROFILE_NAMES.map((os) => ({
    label: language.say(`explain.os.${os}`, locale),
    press: { command: "handshake", verb: "system", args: [os] },
  }));
  return { text, picture: await draw(rows, text, context), buttons: [buttons] };
}

function scheduleOf(
  os: ProfileName,
  { language, locale }: CommandContext,
): TimelineRow & { ticks: number[] } {
  const trace = run(scenarioOf(SHOWN) as Scenario, { os });
  const { entries } = trace;
  const ticks = entries.flatMap(({ sent, at }) => (sent.length > 0 ? [at] : []));
  const end = entries.find(({ states }) => states.some(({ after }) => after === "CLOSED"));
  const wait = profile(os).timeWaitMs;
  const word = language.say("handshake.systems.time-wait", locale, {
    time: spellDuration(wait, locale, language),
  });
  const note = `handshake.systems.note.${sourceOf(os, "synRetries").verified ? os : "unverified"}`;
  return {
    title: language.say(`explain.os.${os}`, locale),
    ...(language.has(note, locale) && { note: language.say(note, locale) }),
    ticks,
    end: { at: end?.at ?? 0, word: errorName("ETIMEDOUT", errorNamesOf(trace, end?.host ?? null)) },
    bar: { from: 0, to: wait, word },
  };
}

function draw(rows: readonly TimelineRow[], words: string, context: CommandContext): Promise<Picture> {
  const { language, locale } = context;
  const shapes = layoutTimeline(rows, {
    labels: {
      title: language.say("handshake.systems.title", locale),
      subtitle: language.say("handshake.systems.subtitle", locale),
      caption: language.say("handshake.systems.caption", locale),
      command: "/handshake compare",
      duration: (ms) => spellDuration(ms, locale, language),
    },
  });
  return painted(shapes, words.replaceAll("**", ""), "systems", context.theme);
}

/** Every number of one system with its source; what nobody could verify is said to be so. */
export function sourcesCard(os: ProfileName, { language, locale }: CommandContext): Message {
  const values = profile(os);
  const lines = COMPARED.map((name) => {
    const { text, verified } = sourceOf(os, name);
    return language.say(verified ? "handshake.systems.number" : "handshake.systems.unverified", locale, {
      name: language.say(`handshake.systems.name.${name}`, locale),
      value: spellValue(
        values,
        name,
        (ms) => spellDuration(ms, locale, language),
        language.say("handshake.systems.none", locale),
      ),
      source: text,
    });
  });
  return {
    text: [`**${language.say(`explain.os.${os}`, locale)}**`, ...lines.map((line) => `- ${line}`)].join("\n"),
  };
}

function spellValue(values: Profile, name: Compared, time: (ms: number) => string, none: string): string {
  const value = values[name];
  if (value === null) return none;
  if (typeof value === "object") return `${time(value.idleMs)}, ${time(value.intervalMs)} × ${value.count}`;
  return typeof value === "number" && name.endsWith("Ms") ? time(value) : String(value);
}
