/** What README.md and docs/ say is so: commands, links, settings, tables and examples, in both languages. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { READMES, withTable } from "../scripts/readme/table.ts";
import type { Command, CommandContext } from "../src/chat/command.ts";
import { parse } from "../src/chat/grammar.ts";
import { loadCommands } from "../src/chat/load.ts";
import { questions, readQuestions } from "../src/content/questions.ts";
import { faultsOf } from "../src/simulator/network/check.ts";
import { run } from "../src/simulator/network/run.ts";
import type { Scenario } from "../src/simulator/network/scenario.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const PAGES = [
  ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
  ...readdirSync(path.join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
  "src/README.md",
];
/** English pages that have a Korean sister; the others are for those who read code. */
const PAIRS = PAGES.filter((page) => page.endsWith(".ko.md")).map(
  (korean) => [korean.replace(".ko.md", ".md"), korean] as const,
);

const commands = await loadCommands();
const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);

const codeIn = (page: string): string[] => [
  ...[...page.matchAll(/`([^`\n]+)`/gu)].map(([, code = ""]) => code),
  ...[...page.matchAll(/```[a-z]*\n([\s\S]*?)```/gu)].flatMap(([, code = ""]) => code.split("\n")),
];

describe.each(READMES)("$file", ({ file, locale }) => {
  it("shows the commands as they are declared (npm run -s readme)", () => {
    expect(withTable(read(file), commands, locale)).toBe(read(file));
  });
});

describe.each(PAIRS)("%s and %s", (english, korean) => {
  const levels = (page: string): string[] =>
    [...read(page).matchAll(/^(#+) /gmu)].map(([, level = ""]) => level);

  it("have the same headings", () => {
    expect(levels(korean)).toEqual(levels(english));
  });

  it("lead to each other", () => {
    expect([read(english), read(korean)].map((page) => /^\[.+\]\((.+)\)$/mu.exec(page)?.[1])).toEqual(
      [korean, english].map((page) => path.basename(page)),
    );
  });

  it("show the same code, where the Korean one shows any", () => {
    const shown = (page: string): string[] => read(page).match(/```(?:ts|json|yaml)\n[\s\S]*?```/gu) ?? [];
    expect(shown(korean).filter((code) => !shown(english).includes(code))).toEqual([]);
  });

  it("name the same commands and settings", () => {
    const named = (page: string): string[] =>
      [
        ...new Set(
          codeIn(read(page))
            .map((code) => code.replace(/\s+#.*$/u, "").trim())
            .filter((code) => /^(\/[a-z]|npm |npx |[A-Z]+_[A-Z_]+)/u.test(code)),
        ),
      ].sort();
    expect(named(korean)).toEqual(named(english));
  });
});

describe.each(PAGES)("%s", (page) => {
  const text = read(page);

  it("names only scripts that package.json has", () => {
    const named = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/gu)].map(([, name = ""]) => name);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("leads only to files that are there", () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)|src="([^"]+)"/gu)]
      .map(([, link, source]) => link ?? source ?? "")
      .filter((link) => !/^https?:/u.test(link));
    const missing = links.filter((link) => !existsSync(path.join(ROOT, path.dirname(page), link)));
    expect(missing).toEqual([]);
  });

  it("names only commands that can be typed", () => {
    const typed = codeIn(text).flatMap((code) => /(?:^|')(\/[a-z][^'…]*)/u.exec(code)?.[1] ?? []);
    // A page that shows how to add something runs it, too.
    const own = [...text.matchAll(/^ {2}id: "([\w-]+)"/gmu)].map(([, id = ""]) => id);
    const told = typed.filter(
      (code) =>
        commands.some(({ name }) => code.split(" ")[0] === `/${name}`) &&
        !own.some((id) => code.includes(id)),
    );
    const wrong = told.filter((code) => {
      const parsed = parse(code, commands, "en");
      return parsed.kind === "wrong" && parsed.faults.some(({ kind }) => kind !== "missing");
    });
    expect(wrong).toEqual([]);
  });
});

describe("settings", () => {
  const variables = (text: string): string[] =>
    [
      ...new Set([...text.matchAll(/\b(?:ACKADEMY|DISCORD|SLACK|DATABASE)_[A-Z_]*[A-Z]\b/gu)].map(String)),
    ].sort();
  const known = variables(read("src/config.ts"));

  it.each([".env.example", "docs/self-hosting.md"])("all stand in %s", (file) => {
    expect(variables(read(file)).filter((name) => known.includes(name))).toEqual(known);
  });
});

describe("examples", () => {
  it("of a question is one that the bank would take", () => {
    const [, text = ""] = /```yaml\n(- id[\s\S]*?)```/u.exec(read("docs/questions.md")) ?? [];
    // Whoever tries it in the bank has it twice.
    const others = questions.filter(({ id }) => !text.startsWith(`- id: ${id}\n`));
    const { entries, faults } = readQuestions([{ file: "docs/questions.md", text }], others);
    expect(faults).toEqual([]);
    expect(entries).toHaveLength(1);
  });

  it("of a scenario is one that runs", async () => {
    const [, text = ""] = /```ts\n([\s\S]*?)```/u.exec(read("docs/scenarios.md")) ?? [];
    const scenario = await scenarioIn(text);
    expect(faultsOf(scenario)).toEqual([]);
    expect(run(scenario)).toMatchObject({ ended: "quiet" });
    expect(scenario.about.ko).toMatch(/다\.$/u);
  });

  it.each(["en", "ko"] as const)("of a command is one that answers: %s", async (locale) => {
    const page = read("docs/commands.md");
    const command = await commandIn(page);
    const parsed = parse("/segment mtu=576", [command], locale);
    expect(parsed).toMatchObject({ kind: "run", options: { mtu: 576 } });
    const [, sentences = ""] =
      new RegExp(`locales/${locale}/segment.json\`:\n\n\`\`\`json\n([^\`]*)`, "u").exec(page) ?? [];
    const language = {
      say: (key: string, _: string, values: object) => `${sentence(sentences, key)} ${Object.values(values)}`,
    };
    const context = { locale, language } as unknown as CommandContext;
    const [reply] = (await command.bare?.run({ mtu: 576 }, context)) ?? [];
    expect(JSON.stringify(reply)).toContain("576,536");
    expect(JSON.stringify(reply)).toContain(locale === "en" ? "a segment carries at most" : "최대");
  });
});

const sentence = (file: string, key: string): string =>
  key
    .split(".")
    .reduce(
      (found, part) => (found as Record<string, object>)[part]!,
      JSON.parse(file) as object,
    ) as unknown as string;

/** The command that the example's file exports, read from a folder that is nobody's. */
async function commandIn(page: string): Promise<Command> {
  const [, text = ""] = /```ts\n([\s\S]*?)```/u.exec(page) ?? [];
  const file = path.join(mkdtempSync(path.join(tmpdir(), "ackademy-")), "segment.ts");
  const zod = fileURLToPath(import.meta.resolve("zod"));
  writeFileSync(file, text.replaceAll('"../src/', `"${ROOT}/src/`).replaceAll('"zod"', JSON.stringify(zod)));
  try {
    return ((await import(file)) as { default: Command }).default;
  } finally {
    rmSync(path.dirname(file), { recursive: true });
  }
}

/** The object that the example's file exports, with the parts that it imports. */
async function scenarioIn(text: string): Promise<Scenario> {
  const parts = await import("../src/simulator/scenarios/parts/hosts.ts");
  const [, body = ""] = /const scenario: Scenario = ([\s\S]*?);\nexport/u.exec(text) ?? [];
  const names = Object.keys(parts);
  return new Function(...names, `return ${body}`)(...Object.values(parts)) as Scenario;
}
