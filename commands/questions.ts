/** `/questions`: what managers do to their server's bank. */
import * as z from "zod";
import { about, type Command, type CommandContext, type Suggest, subcommand } from "../src/chat/command.ts";
import { cutLetters } from "../src/chat/cut-text.ts";
import { echo } from "../src/chat/fault.ts";
import type { Button, Reply } from "../src/chat/message.ts";
import { nearest } from "../src/chat/nearest.ts";
import { serverOf } from "../src/chat/platform-id.ts";
import { fits } from "../src/chat/press.ts";
import { privately, speaking } from "../src/chat/speaking.ts";
import { questions, readQuestions, writeQuestions } from "../src/content/questions.ts";
import type { Question } from "../src/quiz/question.ts";
import type { DailyServices } from "../src/schedule/daily-services.ts";
import type { OwnQuestion } from "../src/store/questions.ts";

const { say, said } = speaking("questions");

/** Characters of one import, and questions of one server. */
const IMPORT_MAX = 400_000;
const OWN_MAX = 1_000;
const REPORTS_SHOWN = 5;
/** Of one message, in characters: Discord's 2,000 with room for a fence. */
const PIECE = 1_800;
/** Messages of one answer: Slack takes five for one command. Whatever does not fit is counted. */
const PIECES = 5;
/** Of what is handed over to be kept. */
const EXPORTED = "questions.yaml";
/** As faults name what was handed over. */
const FILE = "import.yaml";

const suggest: Suggest = (typed: string) =>
  questions
    .filter((question) => question.id.includes(typed))
    .map((question) => ({ value: question.id, label: question.stem.en.slice(0, 60) }));
const id = z.string().meta(about("The question's id", "문제 id", { suggest }));

const importing = subcommand({
  name: "import",
  alias: "가져오기",
  summary: {
    en: "Questions of your own, as YAML; first only checked",
    ko: "YAML 문제를 가져와요(먼저 검사만)",
  },
  options: z.object({
    file: z
      .string()
      .meta(about("A list of questions, as in the bank", "문제은행과 같은 형식의 목록", { names: "file" })),
    "dry-run": z
      .boolean()
      .default(true)
      .meta(about("Only check them; false: keep what is sound", "검사만 해요(false면 저장)")),
    from: z.int().min(1).default(1).meta(about("Tell faults from this one on", "몇 번째 잘못부터 보여 줄지")),
  }),
  async run({ file, from, "dry-run": dryRun }, context) {
    const there = thereFor(context);
    if (there === undefined) return said("off", context);
    if (file.length > IMPORT_MAX) return said("too-large", context, { max: IMPORT_MAX.toLocaleString("en") });
    const { daily, server } = there;
    const read = readQuestions([{ file: FILE, text: file }], questions);
    const own = await daily.questions.of(server);
    const known = new Set(own.filter(({ question }) => question !== null).map((one) => one.id));
    const replaced = read.entries.filter((one) => known.has(one.id)).length;
    const fresh = read.entries.length - replaced;
    if (known.size + fresh > OWN_MAX) return said("too-many", context, { max: OWN_MAX });
    const keeps = !dryRun && read.entries.length > 0;
    if (keeps) {
      const kept = read.entries.map((question) => ({ id: question.id, question }));
      await daily.questions.importAll(server, kept, context.now);
    }
    return inPieces(
      [
        say(keeps ? "imported" : "dry-run", context, { count: read.entries.length }),
        ...(read.entries.length > 0 ? [say("new-and-replaced", context, { fresh, replaced })] : []),
        ...(read.faults.length > 0 ? [say("faults", context, { count: read.faults.length })] : []),
        ...read.faults
          .slice(from - 1)
          .map(({ line, path, message }) => `- ${FILE}:${line} \`${path}\` ${message}`),
      ],
      (count) => say("more-faults", context, { count, from: read.faults.length - count + 1 }),
    );
  },
});

const exporting = subcommand({
  name: "export",
  alias: "내보내기",
  summary: { en: "Questions as a file that can be imported", ko: "문제를 다시 가져올 수 있는 파일로 받아요" },
  options: z.object({
    id: z
      .string()
      .optional()
      .meta(about("Its id; without one, all your own", "문제 id(없으면 이 서버의 문제 전부)", { suggest })),
  }),
  async run(options, context) {
    const there = thereFor(context);
    if (there === undefined) return said("off", context);
    const { daily, server } = there;
    if (options.id === undefined) return listOwn(await daily.questions.of(server), context);
    const question = await daily.bank.find(server, options.id);
    if (question === undefined) return unknown(options.id, context);
    return withFile(
      said("exported", context, { id: question.id, name: EXPORTED }),
      writeQuestions([question]),
    );
  },
});

/** What there is, and the server's own questions as one file that `import` takes. */
function listOwn(own: readonly OwnQuestion[], context: CommandContext): readonly Reply[] {
  const mine = own.flatMap(({ question }) => (question === null ? [] : [question as Question]));
  const fitting = fittingImport(mine);
  const values = { count: fitting.length, of: mine.length, name: EXPORTED };
  const lines = own.map(({ id, version, question, disabled }) => {
    const kind = question === null ? "" : ` v${version}`;
    return `- \`${id}\`${kind}${disabled ? ` (${say("is-disabled", context)})` : ""}`;
  });
  const head = say("own", context, { count: own.length, shipped: questions.length });
  const exported = mine.length === 0 ? [] : [say("exported-own", context, values)];
  const replies = inPieces([head, ...exported, ...lines], (count) => say("more", context, { count }));
  return mine.length === 0 ? replies : withFile(replies, writeQuestions(fitting));
}

/** As many of the first ones as one import takes. */
function fittingImport(all: readonly Question[]): readonly Question[] {
  let letters = 0;
  const tooMuch = all.findIndex((question) => {
    letters += writeQuestions([question]).length;
    return letters > IMPORT_MAX;
  });
  return tooMuch === -1 ? all : all.slice(0, tooMuch);
}

const withFile = (replies: readonly Reply[], text: string): readonly Reply[] =>
  replies.map((reply, at) =>
    at === 0 && reply.to === "asker"
      ? { ...reply, message: { ...reply.message, file: { name: EXPORTED, text } } }
      : reply,
  );

const disabling = subcommand({
  name: "disable",
  alias: "제외",
  summary: { en: "Never ask this question here", ko: "이 문제를 여기서 내지 않아요" },
  options: z.object({
    id,
    off: z.boolean().default(true).meta(about("false: ask it again", "false: 다시 내기")),
  }),
  async run(options, context) {
    const there = thereFor(context);
    if (there === undefined) return said("off", context);
    const { daily, server } = there;
    if ((await daily.bank.find(server, options.id)) === undefined) return unknown(options.id, context);
    await daily.questions.setDisabled(server, options.id, options.off, context.now);
    return said(options.off ? "disabled" : "enabled", context, { id: options.id });
  },
});

const reporting = subcommand({
  name: "reports",
  alias: "신고",
  summary: { en: "What people report about questions", ko: "문제에 대한 신고" },
  options: z.object({}),
  run: (_, context) => reports(context),
});

const command: Command = {
  name: "questions",
  alias: "문제관리",
  summary: { en: "The questions of this server", ko: "이 서버의 문제은행" },
  managers: true,
  inServers: true,
  subcommands: [importing, exporting, disabling, reporting],
  async press(verb, [report = ""], context) {
    const there = thereFor(context);
    if (verb !== "settle" || there === undefined) return said("off", context);
    await there.daily.reports.settle(there.server, report, context.now);
    return reports(context);
  },
};
export default command;

async function reports(context: CommandContext): Promise<readonly Reply[]> {
  const there = thereFor(context);
  if (there === undefined) return said("off", context);
  const open = await there.daily.reports.listOpen(there.server, REPORTS_SHOWN);
  if (open.length === 0) return said("no-reports", context);
  const lines = open.map(
    ({ question, questionVersion, reason }, at) =>
      `${at + 1}. \`${question}\` v${questionVersion}: ${echo(reason)}`,
  );
  const buttons = open.flatMap((one, at): Button[] => {
    const press = { command: "questions", verb: "settle", args: [one.id] };
    return fits(press) ? [{ label: say("settle", context, { number: at + 1 }), press }] : [];
  });
  const text = [say("reports", context), ...lines].join("\n");
  return privately({ text, buttons: [buttons] });
}

/** The server's bank; undefined where there is none: in a direct message, or where nothing is kept. */
function thereFor(context: CommandContext): { daily: DailyServices; server: string } | undefined {
  const { daily } = context.services;
  const server = serverOf(context);
  return daily === undefined || server === null ? undefined : { daily, server };
}

const unknown = (typed: string, context: CommandContext): readonly Reply[] => {
  const near = nearest(
    typed,
    questions.map((question) => question.id),
  );
  return said("unknown", context, { id: echo(typed), near: near.map((name) => `\`${name}\``).join(", ") });
};

/** Lines in as many messages as there may be; the last one says how many did not fit. */
function inPieces(lines: readonly string[], more: (count: number) => string): readonly Reply[] {
  const pieces: string[] = [];
  let shown = 0;
  for (const line of lines.map((one) => cutLetters(one, PIECE))) {
    const last = pieces.at(-1);
    const fits = last !== undefined && last.length + 1 + line.length <= PIECE;
    if (!fits && pieces.length === PIECES) break;
    if (fits) pieces[pieces.length - 1] = `${last}\n${line}`;
    else pieces.push(line);
    shown++;
  }
  const left = lines.length - shown;
  if (left > 0) pieces.push(`${pieces.pop()}\n${more(left)}`);
  return pieces.flatMap((piece) => privately(piece));
}
