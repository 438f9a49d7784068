/** `/explain`: what a state, flag, field, timer, error or term is, where that is written, and a run that shows it. */
import * as z from "zod";
import { about, type Command, type CommandContext, subcommand } from "../src/chat/command.ts";
import { echo } from "../src/chat/fault.ts";
import { cut, rows } from "../src/chat/menu.ts";
import type { Button, Message, Reply } from "../src/chat/message.ts";
import { nearest } from "../src/chat/nearest.ts";
import { saying } from "../src/chat/press.ts";
import { sharedBy } from "../src/chat/shared-by.ts";
import { forEverybody, privately, sayer } from "../src/chat/speaking.ts";
import { askedAbout } from "../src/content/asked-about.ts";
import { conflictsOf, readFlags, remarksOf, tcpdumpFlags, usualOf } from "../src/content/flag-byte.ts";
import {
  type Entry,
  entryOf,
  folded,
  glossary,
  KINDS,
  type Kind,
  runWords,
} from "../src/content/glossary.ts";
import { scenarioOf } from "../src/content/scenarios.ts";
import { sourceIn } from "../src/content/source.ts";
import { suggestions } from "../src/content/suggestions.ts";
import type { Locale } from "../src/language.ts";
import { BITS } from "../src/simulator/explain/spellings.ts";
import { flagNames } from "../src/simulator/tcp/segment.ts";

const NEAR = 6;
const NAMES_SHOWN = 8;
const PER_PAGE = 15;

/** Where a segment of that usual kind is to be seen. */
const RUNS: Readonly<Record<string, string>> = {
  none: "no-ack-bit",
  "no-ack": "no-ack-bit",
  syn: "three-way",
  "syn-ack": "three-way",
  ack: "three-way",
  "psh-ack": "life",
  "fin-ack": "four-way",
  rst: "half-open",
  "rst-ack": "refused",
};

const summary = {
  en: "What a TCP state, flag, field, timer or error is",
  ko: "TCP 상태, 플래그, 필드, 타이머, 오류를 설명해요",
};

const options = z.object({
  term: z
    .string()
    .optional()
    .meta(
      about(
        "State, flag, field, timer, errno or term; or a flag value such as 0x12",
        "상태, 플래그, 필드, 타이머, errno, 용어 또는 0x12 같은 플래그 값",
        { suggest: suggestions, rest: true, example: "TIME-WAIT" },
      ),
    ),
  public: z
    .boolean()
    .default(false)
    .meta(about("Show it to everybody here", "이곳의 모두에게 보이기", { alias: "공개" })),
});

const explain: Command = {
  name: "explain",
  alias: "설명",
  summary,
  firstSteps: [
    {
      rank: 4,
      label: { en: "What is TIME-WAIT for?", ko: "TIME-WAIT, 왜 있을까요?" },
      text: "/explain TIME-WAIT",
    },
    { rank: 7, label: { en: "Which flags are 0x12?", ko: "0x12 플래그 풀어 보기" }, text: "/explain 0x12" },
  ],
  subcommands: [],
  bare: subcommand({
    name: "explain",
    alias: "설명",
    summary,
    options,
    async run({ term, public: shared }, context) {
      if (term === undefined || term.trim() === "") return privately(menu(context));
      const answer = answerTo(term, shared ? forEverybody(context) : context, shared);
      if (answer === null) return privately(unknown(term, context));
      return [{ to: shared ? "channel" : "asker", message: answer }];
    },
  }),
  async mention(words, context) {
    const entry = askedAbout(words);
    return entry === null ? undefined : privately(article(entry, context, false));
  },
  async press(verb, [kind, page], context): Promise<readonly Reply[]> {
    if (verb === "share") return share(kind ?? "", context);
    const known = KINDS.find((one) => one === kind);
    const message = verb === "list" && known ? list(known, Number(page) || 0, context) : menu(context);
    return [{ to: "same message", message }];
  },
};
export default explain;

/** At the press of a button, so it says whose. */
function share(term: string, context: CommandContext): readonly Reply[] {
  const message = answerTo(term, forEverybody(context), true);
  if (message === null) return privately(unknown(term, context));
  return [{ to: "channel", message: { ...message, sharedBy: sharedBy(context) } }];
}

/** `null` = it is no name, no flags and no number. */
function answerTo(term: string, context: CommandContext, shared: boolean): Message | null {
  const entry = entryOf(term);
  if (entry !== null) return article(entry, context, shared);
  const asked = readFlags(term);
  if (asked === null) return null;
  if (asked.is === "flags") return flags(asked.byte, asked.remark, context, shared);
  const { language, locale } = context;
  const value = BigInt(asked.value).toLocaleString(locale);
  const related = asked.is === "port" ? ["port", "four-tuple"] : ["sequence-number", "isn"];
  const text = language.say(`glossary.${asked.is}`, locale, { value });
  return { text, buttons: rows(entryButtons(related, locale)) };
}

function article(entry: Entry, context: CommandContext, shared: boolean): Message {
  const { language, locale } = context;
  const { title, text } = entry[locale];
  const kind = language.say(`glossary.kind.${entry.kind}`, locale);
  const names = otherNames(entry, locale);
  const lines = [
    language.say("glossary.title", locale, { title, kind }),
    text,
    [
      language.say("glossary.source", locale, { source: sourceIn(entry.source, locale) }),
      ...(names === "" ? [] : [language.say("glossary.names", locale, { names })]),
    ].join("\n"),
  ];
  const first = [
    ...runButton(entry.run, context),
    ...(shared ? [] : [shareButton(entry.id, context)]),
    allButton(context),
  ];
  const related = rows(entryButtons(entry.related, locale), 3);
  return { text: lines.join("\n\n"), buttons: [first, ...related] };
}

/** Spellings that the title does not show already; Korean ones only to those who read Korean. */
function otherNames({ id, names, ...entry }: Entry, locale: Locale): string {
  const shown = folded(entry[locale].title);
  const others = names.filter(
    (name) => !shown.includes(folded(name)) && (locale === "ko" || !/\p{sc=Hangul}/u.test(name)),
  );
  return others.slice(0, NAMES_SHOWN).join(", ");
}

function runButton(run: Entry["run"], { language, locale }: CommandContext): Button[] {
  const scenario = run === undefined ? null : scenarioOf(run.scenario);
  if (run === undefined || scenario === null) return [];
  const label = cut(language.say("glossary.button.run", locale, { title: scenario.title[locale] }));
  return [{ label, press: saying(`/handshake run ${runWords(run)}`), style: "primary" }];
}

const shareButton = (term: string, { language, locale }: CommandContext): Button => ({
  label: language.say("glossary.button.share", locale),
  press: { command: "explain", verb: "share", args: [term] },
});

const allButton = ({ language, locale }: CommandContext): Button => ({
  label: language.say("glossary.button.all", locale),
  press: saying("/explain"),
});

const entryButtons = (ids: readonly string[], locale: Locale): Button[] =>
  ids.flatMap((id): Button[] => {
    const entry = entryOf(id);
    return entry ? [{ label: cut(entry[locale].title), press: saying(`/explain ${id}`) }] : [];
  });

/** The octet bit by bit, what its bits mean, and what a segment with them usually is. */
function flags(byte: number, remark: string | undefined, context: CommandContext, shared: boolean): Message {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "glossary");
  const hex = byte.toString(16).padStart(2, "0").toUpperCase();
  const set = BITS.filter(({ value }) => byte & value);
  const conflicts = conflictsOf(byte);
  const table = BITS.map(
    ({ name, value }) =>
      `${name}  0x${value.toString(16).padStart(2, "0")}  ${byte & value ? `1  ${name}` : "0  ."}`,
  );
  const text = [
    say("flags.title", {
      names: byte === 0 ? say("flags.no-flags") : flagNames(byte),
      hex,
      decimal: byte,
      tcpdump: tcpdumpFlags(byte),
    }),
    ["```", ...table, "```"].join("\n"),
    ...(conflicts.length === 0 ? [] : [say("flags.conflict", { pairs: conflicts.join(", ") })]),
    [say(`usual.${usualOf(byte)}`), ...remarksOf(byte).map((kind) => say(`remark.${kind}`))].join(" "),
    set.map(({ name }) => `- \`${name}\` ${language.say(`explain.flag.${name}`, locale)}`).join("\n"),
    ...(remark === undefined ? [] : [say(`flags.${remark}`)]),
  ];
  const ids = set.length === 0 ? ["flags"] : set.map(({ name }) => name.toLowerCase());
  const scenario = RUNS[usualOf(byte)];
  const first = [
    ...runButton(scenario === undefined ? undefined : { scenario }, context),
    ...(shared ? [] : [shareButton(`0x${hex}`, context)]),
    allButton(context),
  ];
  return {
    text: text.filter((part) => part !== "").join("\n\n"),
    buttons: [first, ...rows(entryButtons(ids, locale), 3)],
  };
}

function unknown(term: string, { language, locale }: CommandContext): Message {
  const text = language.say("glossary.unknown", locale, { word: echo(term) });
  const near = nearTo(term).map(({ id }) => id);
  return { text, buttons: rows(entryButtons(near, locale), 3) };
}

/** Entries named within what was typed ("why TIME-WAIT?"), longest name first, then those spelled nearest. */
function nearTo(term: string): Entry[] {
  const typed = folded(term);
  const all = glossary.flatMap((entry) => entry.names.map((name) => ({ name: folded(name), entry })));
  const within = all
    .filter(({ name }) => name.length >= (/^[\x20-\x7e]*$/u.test(name) ? 3 : 2) && typed.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  const names = [...new Set(all.map(({ name }) => name))];
  const spelled = nearest(typed, names, NEAR * 3).flatMap((name) => entryOf(name) ?? []);
  return [...new Set([...within.map(({ entry }) => entry), ...spelled])].slice(0, NEAR);
}

function menu(context: CommandContext): Message {
  const { language, locale } = context;
  const sections = KINDS.filter((kind) => kind !== "term").map((kind) => {
    const ids = ofKind(kind).map(({ id, names }) => `\`${names[0]?.includes(" ") ? id : names[0]}\``);
    return `**${language.say(`glossary.kinds.${kind}`, locale)}** ${ids.join(" ")}`;
  });
  const text = [language.say("glossary.menu", locale), ...sections].join("\n\n");
  return { text, buttons: rows(kindButtons(context), 3) };
}

function list(kind: Kind, page: number, context: CommandContext): Message {
  const { language, locale } = context;
  const all = ofKind(kind);
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const at = Math.min(Math.max(0, Math.trunc(page)), pages - 1);
  const shown = all.slice(at * PER_PAGE, (at + 1) * PER_PAGE);
  const from = at * PER_PAGE + 1;
  const text = language.say("glossary.list", locale, {
    kind: language.say(`glossary.kinds.${kind}`, locale),
    from,
    to: from + shown.length - 1,
    of: all.length,
  });
  const turn = (key: string, to: number): Button[] =>
    to < 0 || to >= pages
      ? []
      : [
          {
            label: language.say(`glossary.button.${key}`, locale),
            press: { command: "explain", verb: "list", args: [kind, String(to)] },
          },
        ];
  const entries = entryButtons(
    shown.map(({ id }) => id),
    locale,
  );
  return {
    text,
    buttons: [...rows(entries, 4), [...turn("before", at - 1), ...turn("more", at + 1), allButton(context)]],
  };
}

const ofKind = (kind: Kind): readonly Entry[] => glossary.filter((entry) => entry.kind === kind);

const kindButtons = ({ language, locale }: CommandContext): Button[] =>
  KINDS.map((kind) => ({
    label: language.say(`glossary.kinds.${kind}`, locale),
    press: { command: "explain", verb: "list", args: [kind, "0"] },
  }));
