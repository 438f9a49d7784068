import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { say } from "../../src/platforms/terminal/index.ts";
import { sampleBot } from "../chat/sample-bot.ts";
import { PICTURE_ALT } from "../chat/sample-commands.ts";
import { platformContract, type Seen, type Stage } from "../contract/platform.ts";

interface JsonReply {
  readonly to: string;
  readonly text: string;
  readonly picture?: {
    readonly file: string;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  };
  readonly buttons: readonly (readonly { readonly label: string; readonly press: string }[])[];
  readonly place: { readonly channel: string; readonly thread?: string };
}

const folder = (): string => mkdtempSync(join(tmpdir(), "ackademy-"));
const replies = (stdout: string): readonly JsonReply[] =>
  (JSON.parse(stdout) as { replies: readonly JsonReply[] }).replies;

async function openTerminal(): Promise<Stage> {
  const { bot, logged } = sampleBot();
  const out = folder();
  let next = 0;
  const said = async (person: string, locale: string, what: readonly string[], on?: Seen) => {
    const flags = ["--json", "--as", person, "--locale", locale, "--out", out];
    return replies((await say(bot, [...flags, ...what], {})).stdout).map((reply): Seen => {
      const edits = reply.to === "same message" && on !== undefined;
      return {
        id: edits ? on.id : `reply ${next++}`,
        text: reply.text,
        private: edits ? on.private : reply.to === "asker",
        ...(reply.place.thread === undefined ? {} : { thread: reply.place.thread }),
        ...(reply.picture === undefined
          ? {}
          : { picture: { ...reply.picture, png: readFileSync(reply.picture.file) } }),
        buttons: reply.buttons.flat(),
      };
    });
  };
  return {
    run: (person, text, locale = "en") => said(person, locale, [text]),
    press: (person, on, id, locale = "en") => said(person, locale, ["--press", id], on),
    logged,
    stop: async () => {},
  };
}

platformContract("the terminal", openTerminal);

describe("npm run -s say", () => {
  const { bot } = sampleBot();
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

  it("reads like text without --json", async () => {
    const { stdout } = await run("--out", folder(), "/sample", "steps");
    expect(stdout).toMatch(
      /^\(only you can see this\)\nStep 0\n\nButtons:\n {2}\[Next\] {2}--press 'v1\|sample\|step\|1\|a[\w-]{12}'$/u,
    );
    expect((await run("--out", folder(), "/sample draw")).stdout).toContain(PICTURE_ALT);
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
