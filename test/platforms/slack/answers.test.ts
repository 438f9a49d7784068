/** Home tab, shortcut, forms, pictures, language and standing: what the contract does not ask of every platform. */
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Command, subcommand } from "../../../src/chat/command.ts";
import type { Meter } from "../../../src/chat/meter.ts";
import { MORE, SECRET, sampleBot } from "../../chat/sample-bot.ts";
import { PICTURE_ALT, square } from "../../chat/sample-commands.ts";
import { type Mode, type OpenedSlack, openSlack, type SlackStageOptions } from "../slack-stage.ts";

const LONG_ALT = Array.from({ length: 400 }, (_, at) => `client --> server ${at}`).join("\n");

/** A thread that begins with a picture, as a shared connection's does. */
const card: Command = {
  name: "card",
  alias: "카드",
  summary: { en: "A thread below a picture", ko: "그림 아래의 스레드" },
  subcommands: [],
  bare: subcommand({
    name: "card",
    alias: "카드",
    summary: { en: "A thread below a picture", ko: "그림 아래의 스레드" },
    options: z.object({}),
    run: async () => [
      {
        to: "new thread",
        title: "A card",
        message: { text: "The card", picture: square({ colour: "blue", size: 20 }) },
      },
    ],
  }),
};

let opened: OpenedSlack;

async function open(options: SlackStageOptions = {}, mode: Mode = "socket") {
  const { bot } = sampleBot(SECRET, [...MORE, card]);
  opened = await openSlack(mode, bot, options);
  return { ...opened, bot };
}

afterEach(async () => {
  expect(opened.slack.violations).toEqual([]);
  await opened.stop();
});

describe.each<Mode>(["socket", "http"])("a page and forms of one's own, over %s", (mode) => {
  it("shows the Home tab in its owner's language, and answers its buttons", async () => {
    const { slack, faults } = await open({}, mode);
    const ada = slack.as("ada", { locale: "ko-KR" });
    const { home } = await ada.openHome();
    expect(home?.words).toContain("오늘 할 일 하나");
    const pressed = await ada.press(home!, "그림 그리기");
    await pressed.until(({ seen }) => seen.length > 0);
    expect(pressed.sole().pictures[0]?.alt).toBe(PICTURE_ALT);
    expect(slack.as("bob").messages()).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("opens a form by the global shortcut, and its answer arrives", async () => {
    const { slack } = await open({}, mode);
    const ada = slack.as("ada");
    const { modal } = await ada.shortcut("start");
    // The form of what a newcomer meets first.
    const sent = await ada.submit(modal!, { colour: "green" });
    await sent.until(({ seen }) => seen.length > 0);
    expect(sent.sole().pictures[0]?.alt).toBe(PICTURE_ALT);
    expect(slack.as("bob").messages()).toEqual([]);
  });

  it("complains at the field that was left blank, and takes it afterwards", async () => {
    const { slack } = await open({}, mode);
    const ada = slack.as("ada", { locale: "ko-KR" });
    const asked = (await ada.command("/tools", "ask")).sole();
    const { modal } = await ada.press(asked, "Open");
    const blank = await ada.submit(modal!, { words: "  ", mood: "good" });
    expect(blank.formErrors).toEqual({ words: expect.stringMatching(/[가-힣]/u) });
    expect(modal?.open).toBe(true);
    const sent = await ada.submit(modal!, { words: "SYN", mood: "good" });
    expect(sent.sole()).toMatchObject({ private: true, text: "sent 7: SYN (good)" });
  });
});

describe("a file in a private answer", () => {
  it("comes as a direct message, and the answer says so", async () => {
    const { slack, quiet } = await open();
    const ada = slack.as("ada", { locale: "ko-KR" });
    const kept = await ada.command("/tools", "keep");
    await quiet();
    const direct = ada.messages("direct");
    expect(direct.map(({ text }) => text)).toEqual(["요청하신 파일: `kept.json`", ""]);
    expect(direct[1]?.files[0]?.name).toBe("kept.json");
    const said = kept.seen.find((one) => one.private);
    expect(said?.text).toContain("다이렉트 메시지");
    expect(slack.as("bob").messages("direct")).toEqual([]);
  });

  it("begins in words where the workspace takes no files, and it is logged", async () => {
    const { slack, faults, quiet } = await open({
      scopes: ["commands", "chat:write", "users:read", "app_mentions:read"],
    });
    const kept = await slack.as("ada").command("/tools", "keep");
    await quiet();
    const said = kept.sole();
    expect(said?.text).toContain("could not be sent");
    expect(said?.text).toContain("답");
    expect(faults.some(({ fields }) => fields.file === "kept.json")).toBe(true);
  });
});

describe("where the bot was never invited", () => {
  it("answers a form in the asker's messages with the bot", async () => {
    const { slack } = await open();
    const ada = slack.as("ada");
    const channel = await slack.channel();
    channel.members.delete(slack.workspace().bot.user);
    const asked = (await ada.command("/tools", "ask")).sole();
    const { modal } = await ada.press(asked, "Open");
    const sent = await ada.submit(modal!, { words: "SYN", mood: "good" });
    expect(sent.sole().text).toBe("sent 7: SYN (good)");
    expect(ada.messages("direct")).toHaveLength(1);
  });

  it("shows what should open a thread all the same, and says what helps", async () => {
    const { slack, faults, quiet } = await open();
    const channel = await slack.channel();
    channel.members.delete(slack.workspace().bot.user);
    const talk = await slack.as("ada").command("/sample", "talk");
    await quiet();
    expect(talk.seen.map(({ words, private: hidden }) => [words, hidden])).toEqual([
      ["Step 0", false],
      [expect.stringContaining("`/invite @Ackademy`"), true],
    ]);
    expect(faults.map(({ level, fields }) => [level, fields.message])).toEqual([
      ["warn", "no thread can be opened"],
    ]);
  });
});

describe("pictures", () => {
  it("are shown once Slack has looked at the file", async () => {
    const { slack } = await open();
    slack.trouble.filesNotReady = 2;
    const { pictures } = (await slack.as("ada").command("/sample", "draw")).sole();
    expect(pictures).toMatchObject([{ alt: PICTURE_ALT, file: expect.stringMatching(/^F/u) }]);
  });

  it("are told in words where Slack never takes the file", async () => {
    const { slack } = await open();
    slack.trouble.filesNotReady = 99;
    const seen = (await slack.as("ada").command("/sample", "draw")).sole();
    expect(seen.pictures).toEqual([]);
    expect(seen.words).toContain("SYN,ACK");
  });

  it("are uploaded anew after Slack never took the file: somebody may have deleted it", async () => {
    const { slack } = await open();
    const uploads = () =>
      slack.calls.filter(({ method }) => method === "files.completeUploadExternal").length;
    slack.trouble.filesNotReady = 99;
    await slack.as("ada").command("/sample", "draw");
    slack.trouble.filesNotReady = 0;
    expect((await slack.as("ada").command("/sample", "draw")).sole().pictures).toHaveLength(1);
    expect(uploads()).toBe(2);
    await slack.as("ada").command("/sample", "draw");
    expect(uploads()).toBe(2);
  });

  it("open a thread once Slack has looked at the file", async () => {
    const { slack, faults, quiet } = await open();
    slack.trouble.filesNotReady = 1;
    await slack.as("ada").command("/card");
    await quiet();
    const [root, below] = slack.as("bob").messages("lab");
    expect(root).toMatchObject({ words: "The card", pictures: [{ alt: PICTURE_ALT }] });
    expect(below).toMatchObject({ words: "A card" });
    expect(faults.map(({ fields }) => fields.message)).not.toContain("no thread can be opened");
  });

  it("are told in words where files may not be uploaded", async () => {
    const { slack, faults } = await open({ scopes: ["commands", "chat:write", "users:read"] });
    const seen = (await slack.as("ada").command("/sample", "draw")).sole();
    expect(seen.pictures).toEqual([]);
    expect(seen.words).toContain("SYN,ACK");
    expect(faults.map(({ level }) => level)).toEqual(["error"]);
  });

  it("have an alt text within Slack's limit, and are uploaded once", async () => {
    const { slack, platform, bot } = await open();
    const { id: channel } = await slack.channel();
    const place = { server: slack.workspace().id, channel };
    const picture = { png: new Uint8Array(64), alt: LONG_ALT, width: 2, height: 2, name: "long.png" };
    await platform.post(place, bot.open({ text: "one", picture }), "k1");
    await platform.post(place, bot.open({ text: "two", picture }), "k2");
    const alts = slack
      .as("ada")
      .messages("lab")
      .map(({ pictures }) => pictures[0]?.alt ?? "");
    expect(alts).toHaveLength(2);
    expect(alts[0]?.length).toBeGreaterThan(1_500);
    expect(alts[0]?.length).toBeLessThanOrEqual(2_000);
    expect(slack.calls.filter(({ method }) => method === "files.completeUploadExternal")).toHaveLength(1);
  });
});

describe("who asks", () => {
  it("is asked for once in ten minutes", async () => {
    const { slack } = await open();
    const asked = () => slack.calls.filter(({ method }) => method === "users.info").length;
    const ada = slack.as("ada", { locale: "ko-KR" });
    await ada.command("/sample", "steps");
    expect((await ada.command("/sample", "steps")).sole().words).toBe("0단계");
    expect(asked()).toBe(1);
    slack.as("ada", { locale: "en-US" });
    slack.clock.advance(11 * 60_000);
    expect((await ada.command("/sample", "steps")).sole().words).toBe("Step 0");
    expect(asked()).toBe(2);
  });

  it("is asked for again at once where Slack did not tell for once", async () => {
    const { slack } = await open();
    const ada = slack.as("ada", { locale: "ko-KR" });
    slack.trouble.fail("users.info", "internal_error", 1);
    expect((await ada.command("/sample", "steps")).sole().words).toBe("Step 0");
    expect((await ada.command("/sample", "steps")).sole().words).toBe("0단계");
  });

  it("is known from before where Slack does not tell again", async () => {
    const { slack } = await open();
    const ada = slack.as("ada", { locale: "ko-KR" });
    await ada.command("/sample", "steps");
    slack.clock.advance(11 * 60_000);
    slack.trouble.fail("users.info", "internal_error", 1);
    expect((await ada.command("/sample", "steps")).sole().words).toBe("0단계");
  });

  it("is not waited for while Slack is silent about people", async () => {
    const { slack } = await open();
    slack.trouble.loseReply("users.info", 99);
    const ada = slack.as("ada", { locale: "ko-KR" });
    expect((await ada.command("/sample", "steps", { patienceMs: 4_000 })).sole().words).toBe("Step 0");
  });

  it("reads English where Slack does not tell", async () => {
    const { slack } = await open({ scopes: ["commands", "chat:write"] });
    const ada = slack.as("ada", { locale: "ko-KR" });
    expect((await ada.command("/sample", "steps")).sole().words).toBe("Step 0");
    await ada.command("/sample", "steps");
    expect(slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(1);
  });

  it("manages where the settings say so", async () => {
    const managers: string[] = [];
    const { slack } = await open({
      parts: { managers },
      before: (local) => void managers.push(local.as("ada").id),
    });
    expect((await slack.as("ada").command("/keys")).sole().text).toBe("the keys");
    expect((await slack.as("bob").command("/keys")).sole().text).toContain("Only managers");
  });
});

describe("the first answer", () => {
  it("is told when it is there, and not when the last one is", async () => {
    const seen: number[] = [];
    const meter: Meter = {
      follow: (_, work) => work(() => seen.push(opened.slack.as("ada").messages("lab").length)),
      stalePress: () => {},
    };
    const { slack, quiet } = await open({ parts: { meter } });
    await slack.as("ada").command("/card");
    await quiet();
    expect(slack.as("ada").messages("lab")).toHaveLength(2);
    expect(seen[0]).toBe(1);
  });

  it("is a form, too", async () => {
    let told = 0;
    const meter: Meter = { follow: (_, work) => work(() => told++), stalePress: () => {} };
    const { slack, quiet } = await open({ parts: { meter } });
    const { modal } = await slack.as("ada").shortcut("start");
    await quiet();
    expect(modal?.open).toBe(true);
    expect(told).toBeGreaterThan(0);
  });
});

describe("Slack's 429", () => {
  it("is waited for, and the answer is there once", async () => {
    const { slack } = await open();
    const ada = slack.as("ada");
    slack.trouble.limit("chat.postMessage", { retryAfter: 1 });
    const root = (await ada.mention("sample steps public")).sole();
    expect(root.words).toBe("Step 0");
    await slack.quiet();
    expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
  });
});
