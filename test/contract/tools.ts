/** Selects, forms, message menus, mentions and managers' commands, as far as a platform has them. */
import { expect, it } from "vitest";
import { PICTURE_ALT } from "../chat/sample-commands.ts";
import { KEPT_TEXT } from "../chat/sample-tools.ts";
import { able, lacking, type Seen, type Stage } from "./stage.ts";

const button = (on: Seen | undefined, label: string): string => {
  const found = on?.buttons.find((one) => one.label === label)?.press;
  if (found === undefined) throw new Error(`no button "${label}" below: ${on?.text}`);
  return found;
};

export function toolsContract(opened: () => Promise<Stage>): void {
  selects(opened);
  forms(opened);
  commandForms(opened);
  files(opened);
  answeredFiles(opened);
  menusAndMentions(opened);
  managers(opened);
}

function selects(opened: () => Promise<Stage>): void {
  it("shows what can be chosen, and replaces the message when an entry is chosen", async ({ skip }) => {
    const stage = await opened();
    const select = able(stage, "select", skip);
    const [seen] = await stage.run("ada", "/tools choose public");
    const [colours] = seen!.selects;
    expect(colours).toMatchObject({ placeholder: "Colour" });
    expect(colours?.choices.map(({ value }) => value)).toEqual(["red", "green", "blue"]);
    const [chosen] = await select("bob", seen!, colours!.press, "green");
    expect(chosen).toMatchObject({
      id: seen!.id,
      text: "you chose colour green",
      private: false,
      selects: [],
    });
  });

  it("speaks Korean in a select", async ({ skip }) => {
    const stage = await opened();
    able(stage, "select", skip);
    const [seen] = await stage.run("ada", "/도구 고르기", { locale: "ko" });
    expect(seen).toMatchObject({ text: "색을 고르세요", private: true });
    expect(seen?.selects[0]?.placeholder).toBe("색");
  });
}

function forms(opened: () => Promise<Stage>): void {
  it("opens a form at a button, and passes on what was filled in", async ({ skip }) => {
    const stage = await opened();
    const [open, submit] = [able(stage, "open", skip), able(stage, "submit", skip)];
    const [seen] = await stage.run("ada", "/tools ask");
    const form = await open("ada", seen!, button(seen, "Open"));
    expect(form.title).toBe("Your words");
    expect(form.fields).toMatchObject([
      { name: "words", label: "In your own words", value: "SYN", required: true },
      { name: "mood", label: "Mood", required: true, choices: ["good", "bad"] },
    ]);
    const [sent] = await submit("ada", form, { words: 'two\nlines, "quoted" <b>', mood: "bad" });
    expect(sent).toMatchObject({ private: true, text: 'sent 7: two\nlines, "quoted" <b> (bad)' });
  });

  it("takes a form from nobody but whom it was opened for", async ({ skip }) => {
    const stage = await opened();
    const [open, submit] = [able(stage, "open", skip), able(stage, "submit", skip)];
    const [seen] = await stage.run("ada", "/tools ask");
    const form = await open("ada", seen!, button(seen, "Open"));
    const replies = await submit("bob", form, { words: "mine", mood: "good" });
    expect(replies.some(({ text }) => text.includes("sent"))).toBe(false);
    expect(replies.at(-1)?.private).toBe(true);
    expect(stage.logged.at(-1)?.fields).toMatchObject({ why: "press", because: "not yours" });
  });
}

function commandForms(opened: () => Promise<Stage>): void {
  it("offers a faulty command as a form, filled in with what was understood, and runs it", async ({
    skip,
  }) => {
    const stage = await opened();
    const [open, submit] = [able(stage, "open", skip), able(stage, "submit", skip)];
    const [wrong] = await stage.run("ada", "/sample draw gren size=40");
    const form = await open("ada", wrong!, button(wrong, "Fill in a form"));
    const values = form.fields.map(({ name, value }) => [name, value]);
    expect(values).toEqual([
      ["colour", "blue"],
      ["size", "40"],
      ["public", "false"],
    ]);
    const replies = await submit("ada", form, { colour: "green" });
    expect(replies.at(-1)?.picture).toMatchObject({ alt: PICTURE_ALT, width: 40 });
  });
}

function files(opened: () => Promise<Stage>): void {
  it("hands a command a file that is longer than any command", async ({ skip }) => {
    const stage = await opened();
    const hand = able(stage, "hand", skip);
    const file = `${"질문: 'quoted' \"twice\" <b>\n".repeat(100)}the end\n`;
    const said = await hand("ada", "/tools read loud=true", "file", file);
    expect(said.at(-1)).toMatchObject({ private: true, text: expect.stringContaining("at last: THE END") });
    expect(said.at(-1)?.text).toMatch(/^2,?\d{3} characters/u);
  });
}

function answeredFiles(opened: () => Promise<Stage>): void {
  const fileIn = (said: readonly Seen[]) => said.find(({ file }) => file !== undefined);

  it("hands a file over in private, beside the picture, letter for letter", async () => {
    const stage = await opened();
    const said = await stage.run("ada", "/tools keep");
    expect(fileIn(said)).toMatchObject({ private: true, file: { name: "kept.json", text: KEPT_TEXT } });
    expect(said.find(({ picture }) => picture !== undefined)?.picture?.alt).toBe(PICTURE_ALT);
    expect(said.every((one) => one.private)).toBe(true);
    expect(said.some(({ text }) => text.includes("kept for you"))).toBe(true);
  });

  it("shows a private file to its asker alone, and a public one to all", async ({ skip }) => {
    const stage = await opened();
    const seenBy = able(stage, "seenBy", skip);
    await stage.run("ada", "/tools keep");
    expect(fileIn(await seenBy("bob"))).toBeUndefined();
    await stage.run("ada", "/tools keep public");
    expect(fileIn(await seenBy("bob"))).toMatchObject({ private: false, file: { text: KEPT_TEXT } });
  });
}

function menusAndMentions(opened: () => Promise<Stage>): void {
  it("gives an entry of a message's menu what the message's buttons carry", async ({ skip }) => {
    const stage = await opened();
    const menu = able(stage, "menu", skip);
    const [seen] = await stage.run("ada", "/sample steps public");
    const replies = await menu("bob", seen!, "inspect");
    expect(replies.at(-1)).toMatchObject({ private: true, text: "carries step 1" });
  });

  it("listens to its name in a thread, and answers there", async ({ skip }) => {
    const stage = await opened();
    const mention = able(stage, "mention", skip);
    const [root] = await stage.run("ada", "/sample talk");
    const replies = await mention("ada", root!, "next");
    expect(replies.at(-1)).toMatchObject({ text: "moved on", private: false, thread: root!.thread });
  });

  it("runs a command that is said to it by name", async ({ skip }) => {
    const stage = await opened();
    const mention = able(stage, "mention", skip);
    const [root] = await stage.run("ada", "/sample talk");
    const replies = await mention("ada", root!, "sample greet beta");
    expect(replies.at(-1)).toMatchObject({ text: "hello beta", private: true });
  });
}

function managers(opened: () => Promise<Stage>): void {
  it("runs a managers' command for a manager", async () => {
    const { run, press } = await opened();
    const [seen] = await run("ada", "/keys", { manager: true });
    expect(seen).toMatchObject({ private: true, text: "the keys" });
    const replies = await press("ada", seen!, button(seen, "Turn"), { manager: true });
    expect(replies.at(-1)?.text).toBe("turned");
  });

  it("refuses a managers' command to others, typed or pressed", async ({ skip }) => {
    const stage = await opened();
    if (stage.lacks.members !== undefined) lacking(stage, "members", skip);
    const [typed] = await stage.run("bob", "/keys");
    expect(typed).toMatchObject({ private: true, text: expect.stringContaining("Only managers") });
    const [seen] = await stage.run("ada", "/keys public", { manager: true });
    const replies = await stage.press("bob", seen!, button(seen, "Turn"));
    expect(replies.some(({ text }) => text === "turned")).toBe(false);
    expect(replies.at(-1)).toMatchObject({ private: true, text: expect.stringContaining("Only managers") });
    expect(stage.logged.at(-1)?.fields).toMatchObject({ why: "managers" });
  });
}
