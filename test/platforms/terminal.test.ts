import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Form } from "../../src/chat/message.ts";
import { say } from "../../src/platforms/terminal/say.ts";
import { MORE, SECRET, sampleBot } from "../chat/sample-bot.ts";
import { PICTURE_ALT } from "../chat/sample-commands.ts";
import { platformContract } from "../contract/platform.ts";
import { playingContract } from "../contract/playing.ts";
import type { How, Seen, SeenForm, SeenSelect, Stage } from "../contract/stage.ts";

interface JsonReply {
  readonly to: string;
  readonly text: string;
  readonly picture?: {
    readonly file: string;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  };
  readonly file?: string;
  readonly buttons: readonly (readonly { readonly label: string; readonly press: string }[])[];
  readonly selects?: readonly SeenSelect[];
  readonly place: { readonly channel: string; readonly thread?: string };
}

const folder = (): string => mkdtempSync(join(tmpdir(), "ackademy-"));
const printed = (stdout: string) =>
  JSON.parse(stdout) as { readonly replies: readonly JsonReply[]; readonly form?: Form<string> };
const replies = (stdout: string): readonly JsonReply[] => printed(stdout).replies;

/** A form together with the id to send it by. */
interface PrintedForm extends SeenForm {
  readonly press: string;
}

async function openTerminal({ bot, logged } = sampleBot(SECRET, MORE)): Promise<Stage> {
  const out = folder();
  let next = 0;
  const print = async (person: string, { locale = "en" }: How = {}, ...what: readonly string[]) =>
    printed(
      (await say(bot, ["--json", "--as", person, "--locale", locale, "--out", out, ...what], {})).stdout,
    );
  const seen = (reply: JsonReply, on?: Seen): Seen => {
    const edits = reply.to === "same message" && on !== undefined;
    return {
      id: edits ? on.id : `reply ${next++}`,
      text: reply.text,
      private: edits ? on.private : reply.to === "asker",
      ...(reply.place.thread !== undefined && { thread: reply.place.thread }),
      ...(reply.picture && { picture: { ...reply.picture, png: readFileSync(reply.picture.file) } }),
      ...(reply.file && { file: { name: basename(reply.file), text: readFileSync(reply.file, "utf8") } }),
      buttons: reply.buttons.flat(),
      selects: reply.selects ?? [],
    };
  };
  const all = (said: readonly JsonReply[], on?: Seen) => said.map((reply) => seen(reply, on));
  return {
    lacks: {
      members: "whoever types at the terminal owns the machine",
      seenBy: "the terminal keeps no messages that somebody else could see",
      menu: "the terminal shows no messages that a menu could be opened on",
      mention: "at the terminal everything is said to the bot",
      inThread: "the terminal keeps no threads: what is said stands in the replies",
      twice: "the terminal runs what is typed, once",
    },
    run: async (person, text, how) => all((await print(person, how, text)).replies),
    press: async (person, on, id, how) => all((await print(person, how, "--press", id)).replies, on),
    select: async (person, on, id, value, how) =>
      all((await print(person, how, "--press", id, "--chosen", value)).replies, on),
    open: async (person, _, id, how) => formOf((await print(person, how, "--press", id)).form!),
    submit: async (person, form, filled, how) => {
      const typed = form.fields.flatMap(({ name, value = "" }) => [
        "--field",
        `${name}=${filled[name] ?? value}`,
      ]);
      return all((await print(person, how, "--press", (form as PrintedForm).press, ...typed)).replies);
    },
    hand: async (person, text, option, file, how) => {
      const path = join(folder(), "given.yaml");
      writeFileSync(path, file);
      return all((await print(person, how, "--file", `${option}=${path}`, text)).replies);
    },
    logged,
    stop: async () => {},
  };
}

const formOf = ({ title, press, fields }: Form<string>): PrintedForm => ({
  title,
  press,
  fields: fields.map(({ choices, ...field }) => ({
    ...field,
    ...(choices && { choices: choices.map(({ value }) => value) }),
  })),
});

platformContract("the terminal", openTerminal);
playingContract("the terminal", openTerminal);

describe("npm run -s say", () => {
  const { bot } = sampleBot(SECRET, MORE);
  const run = (...argv: string[]) => say(bot, argv, {});

  it("prints exactly the JSON that scripts rely on", async () => {
    const out = folder();
    const { status, stdout, stderr } = await run(
      "--json",
      "--out",
      out,
      "--channel",
      "lab",
      "--thread",
      "t1",
      "/sample draw size=9",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      replies: [
        {
          to: "asker",
          text: "**Drawn** in `blue`",
          picture: { file: join(out, "blue.png"), alt: PICTURE_ALT, width: 9, height: 9 },
          buttons: [],
          place: { channel: "lab", thread: "t1" },
        },
      ],
    });
  });

  it("says what is wrong with a file", async () => {
    const path = (name: string, bytes: Uint8Array | string): string => {
      const file = join(folder(), name);
      writeFileSync(file, bytes);
      return file;
    };
    const refusals = [
      [path("large.txt", "x".repeat(512 * 1_024 + 1)), "at most 512 KiB"],
      [path("picture.png", "PNG"), ".yaml, .yml"],
      [path("lies.txt", Uint8Array.of(0xff, 0xfe, 0)), "text file in UTF-8"],
      [join(folder(), "nowhere.yaml"), "could not be read"],
    ] as const;
    for (const [file, why] of refusals) {
      const { status, stderr } = await run("--file", `file=${file}`, "/tools read");
      expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    }
    expect((await run("--file", "given.yaml", "/tools read")).status).toBe(2);
  });

  it("says that pictures cannot be written where --out names no folder", async () => {
    const out = join(folder(), "file");
    writeFileSync(out, "");
    for (const how of [[], ["--json"]]) {
      const { status, stdout, stderr } = await run(...how, "--out", out, "/sample draw");
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`I cannot write to \`${out}\`, which \`--out\` names (EEXIST)`);
    }
  });

  it("reads like text without --json", async () => {
    const { stdout } = await run("--out", folder(), "/sample", "steps");
    expect(stdout).toMatch(
      /^\(only you can see this\)\nStep 0\n\nButtons:\n {2}\[Next\] {2}--press 'v1\|sample\|step\|1\|a[\w-]{12}'$/u,
    );
    expect((await run("--out", folder(), "/sample draw")).stdout).toContain(PICTURE_ALT);
  });

  it("prints every entry of a select with the words to type, and they work", async () => {
    const { stdout } = await run("/tools choose");
    const typed = /\[green: the colour green\] {2}--press '(\S+)' --chosen 'green'/u.exec(stdout);
    expect(stdout).toContain("\nColour:\n");
    expect((await run("--press", typed?.[1] ?? "", "--chosen", "green")).stdout).toContain("colour green");
  });

  it("prints a form with its fields, and the words that send it", async () => {
    const [button] = replies((await run("--json", "/tools ask")).stdout)[0]!.buttons.flat();
    const { status, stdout } = await run("--press", button!.press);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Form: Your words\n {2}words: In your own words\n {2}mood: Mood\n {4}good: Good\n {4}bad: Bad\n\n/u,
    );
    expect(stdout).toMatch(/\n {2}--press 'v1\|tools\|sent\|7\|\S+' --field 'words=SYN' --field 'mood='$/u);
    const [korean] = replies((await run("--json", "--locale", "ko", "/sample greet times=99")).stdout);
    const fill = korean?.buttons.flat().find(({ label }) => label === "양식으로 입력");
    const form = (await run("--locale", "ko", "--press", fill!.press)).stdout;
    expect(form).toContain("times: 횟수 (1–9) (선택 사항)");
  });

  it("takes its language from --locale, else from the environment", async () => {
    expect((await run("--locale", "ko", "/sample steps")).stdout).toContain("0단계");
    expect((await say(bot, ["/sample steps"], { LANG: "ko_KR.UTF-8" })).stdout).toContain("0단계");
    const empty = { LC_ALL: "", LC_MESSAGES: "", LANG: "ko_KR.UTF-8" };
    expect((await say(bot, ["/sample steps"], empty)).stdout).toContain("0단계");
    const stronger = { LC_ALL: "C", LANG: "ko_KR.UTF-8" };
    expect((await say(bot, ["/sample steps"], stronger)).stdout).toContain("Step 0");
  });

  it.each([
    [["/smaple"], "There is no command"],
    [["/sample draw size=0"], "goes from 2 to 1,000"],
    [["--press", "v1|sample|step|1|pAAAAAAAAAAAA"], "not one of ours"],
    [["--colour", "/sample"], "`--colour`"],
    [["--locale", "fr", "/sample"], "`ko` or `en`"],
    [["--theme", "drak", "/sample draw"], "`light` or `dark`, not `drak`"],
    [[], "What shall I run?"],
    [["--press", "x", "/sample"], "not both"],
    [["--chosen", "red", "/tools choose"], "go with `--press`"],
    [["--press", "x", "--field", "words"], "not `words`"],
  ])("%j ends with 2 and says why", async (argv, why) => {
    const { status, stdout, stderr } = await run(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(why);
  });

  it("keeps stdout pure JSON for a mistake too, and ends with 1 for a bug of ours", async () => {
    const wrong = await run("--json", "/smaple");
    expect([wrong.status, replies(wrong.stdout)[0]?.to, wrong.stderr]).toEqual([
      2,
      "asker",
      expect.stringContaining("smaple"),
    ]);
    expect((await run("/sample fail")).status).toBe(1);
  });

  it("shows how it is used", async () => {
    const { status, stdout } = await run("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("'/sample draw blue'");
  });
});
