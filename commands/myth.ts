/** `/myth`: what notes get wrong, what is true instead, and a run that shows it. */
import * as z from "zod";
import {
  about,
  type Command,
  type CommandContext,
  type Subcommand,
  subcommand,
} from "../src/chat/command.ts";
import { echo } from "../src/chat/fault.ts";
import { SUGGESTION } from "../src/chat/limits.ts";
import { cut, rows } from "../src/chat/menu.ts";
import type { Button, Message } from "../src/chat/message.ts";
import { saying } from "../src/chat/press.ts";
import { privately } from "../src/chat/speaking.ts";
import {
  commandOfRun,
  type Myth,
  mythIn,
  mythOf,
  myths,
  VERDICTS,
  type Verdict,
} from "../src/content/myths.ts";
import { sourceIn } from "../src/content/source.ts";

const CLAIM_MAX = 500;
const BUTTONS_PER_ROW = 4;

const listing = subcommand({
  name: "list",
  alias: "목록",
  summary: { en: "Every claim we know to be wrong or imprecise", ko: "틀리거나 부정확한 말 목록" },
  options: z.object({
    verdict: z
      .enum(VERDICTS)
      .default("wrong")
      .meta(
        about("Wrong or imprecise ones", "틀린 말 또는 부정확한 말", {
          alias: "판정",
          labels: {
            wrong: { en: "Wrong", ko: "틀린 말" },
            imprecise: { en: "Imprecise", ko: "부정확한 말" },
          },
        }),
      ),
  }),
  run: async ({ verdict }, context) => privately(list(verdict, context)),
});

const checking: Subcommand = subcommand({
  name: "check",
  alias: "확인",
  summary: {
    en: "Is this sentence from your notes true?",
    ko: "노트의 문장이 맞는지 확인해요",
  },
  options: z.object({
    claim: z.string().meta(
      about("A sentence, in Korean or English", "확인할 문장(한국어 또는 영어)", {
        rest: true,
        suggest: (_typed, locale) =>
          myths
            .map((myth) => ({ value: myth[locale].claim, label: myth[locale].title }))
            .filter(({ value }) => value.length <= SUGGESTION),
      }),
    ),
  }),
  run: async ({ claim }, context) => privately(check(claim, context)),
});

const command: Command = {
  name: "myth",
  alias: "오해",
  summary: {
    en: "What notes get wrong about TCP, each with a run that shows it",
    ko: "노트에 흔한 TCP 오해와 그것을 보여 주는 실행",
  },
  firstSteps: [
    { rank: 6, label: { en: "What do notes get wrong?", ko: "노트에 흔한 오해는?" }, text: "/myth list" },
  ],
  subcommands: [listing, checking],
  async press(verb, [id], context) {
    const myth = verb === "show" ? mythOf(id ?? "") : null;
    if (myth === null) return privately(said("myth.outdated", context));
    return privately(card(myth, context));
  },
};
export default command;

function list(verdict: Verdict, context: CommandContext): Message {
  const { language, locale } = context;
  const ones = myths.filter((myth) => myth.verdict === verdict);
  const other = VERDICTS.find((name) => name !== verdict) as Verdict;
  const lines = ones.map((myth) => `- ${myth[locale].claim}`);
  const title = language.say(`myth.list.${verdict}`, locale, { count: ones.length });
  return {
    text: [title, ...lines].join("\n"),
    buttons: [
      ...rows(
        ones.map((myth) => showing(myth, context)),
        BUTTONS_PER_ROW,
      ),
      [{ label: language.say(`myth.button.${other}`, locale), press: saying(`/myth list ${other}`) }],
    ],
  };
}

function check(claim: string, context: CommandContext): Message {
  const { language, locale } = context;
  const sentence = claim.normalize("NFC").trim();
  const length = [...sentence].length;
  if (length === 0) return said("myth.empty", context);
  if (length > CLAIM_MAX) {
    const values = { length: length.toLocaleString(locale), max: CLAIM_MAX.toLocaleString(locale) };
    return { text: language.say("myth.too-long", locale, values) };
  }
  const { myth, near } = mythIn(sentence);
  return myth === null ? unknown(sentence, near, context) : card(myth, context, "myth.nearest");
}

/** A claim with its verdict; `lead` says how we came to it. */
function card(myth: Myth, context: CommandContext, lead?: string): Message {
  const { language, locale } = context;
  const { claim, correct, whyBelieved } = myth[locale];
  const run = commandOfRun(myth.run);
  const text = [
    ...(lead === undefined ? [] : [language.say(lead, locale)]),
    language.say(`myth.claim.${myth.verdict}`, locale, { claim }),
    language.say("myth.correct", locale, { correct, source: sourceIn(myth.source, locale) }),
    language.say("myth.believed", locale, { reason: whyBelieved }),
    language.say("myth.run", locale, { command: run }),
  ].join("\n\n");
  const all: Button = {
    label: language.say("myth.button.list", locale),
    press: saying(`/myth list ${myth.verdict}`),
  };
  return {
    text,
    buttons: [
      [{ label: language.say("myth.button.run", locale), press: saying(run), style: "primary" }, all],
    ],
  };
}

function unknown(sentence: string, near: readonly Myth[], context: CommandContext): Message {
  const { language, locale } = context;
  const text = [
    language.say("myth.unknown", locale, { claim: echo(sentence) }),
    ...(near.length === 0 ? [] : [language.say("myth.did-you-mean", locale)]),
    ...near.map((myth) => `- ${myth[locale].claim}`),
  ].join("\n");
  const all: Button = { label: language.say("myth.button.list", locale), press: saying("/myth list") };
  return { text, buttons: [...rows(near.map((myth) => showing(myth, context))), [all]] };
}

const showing = (myth: Myth, { locale }: CommandContext): Button => ({
  label: cut(myth[locale].title),
  press: { command: "myth", verb: "show", args: [myth.id] },
});

const said = (key: string, { language, locale }: CommandContext): Message => ({
  text: language.say(key, locale),
  buttons: [[{ label: language.say("myth.button.list", locale), press: saying("/myth list") }]],
});
