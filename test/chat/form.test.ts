import { describe, expect, it } from "vitest";
import type { Form } from "../../src/chat/message.ts";
import { context, sampleBot } from "./sample-bot.ts";

const open = async (text: string, locale: "en" | "ko" = "en") => {
  const { bot } = sampleBot();
  const { replies } = await bot.run(text, context("ada", locale));
  const label = locale === "ko" ? "양식으로 입력" : "Fill in a form";
  const buttons = replies[0]?.message.buttons?.flat() ?? [];
  const press = buttons.find((button) => button.label === label)?.press;
  if (press === undefined) throw new Error(`no form for ${text}: ${replies[0]?.message.text}`);
  return { bot, ...(await bot.press(press, context("ada", locale))) };
};

const fieldsOf = (form: Form<string> | undefined) =>
  form?.fields.map(({ name, kind, value }) => [name, kind, value]);

describe("a command that cannot be read", () => {
  it("offers its form, filled in with what was understood", async () => {
    const { form, replies } = await open("/sample draw gren size=40");
    expect(replies).toEqual([]);
    expect(form?.title).toBe("/sample draw");
    expect(fieldsOf(form)).toEqual([
      ["colour", "choice", "blue"],
      ["size", "line", "40"],
      ["public", "choice", "false"],
    ]);
  });

  it("keeps a word that no list knows where the field is free", async () => {
    const { form } = await open("/sample greet alpha times=99", "ko");
    expect(fieldsOf(form)).toEqual([
      ["word", "line", "alpha"],
      ["times", "line", "99"],
    ]);
  });

  it("runs what was filled in, and says again what is still wrong", async () => {
    const { bot, form } = await open("/sample greet alpha times=99");
    const sent = (fields: Record<string, string>) => bot.press(form?.press ?? "", context("ada"), { fields });
    expect((await sent({ word: "two words", times: "" })).replies[0]?.message.text).toBe("hello two words");
    const again = await sent({ word: "x", times: "100" });
    expect(again.refused?.why).toBe("command");
    expect(again.replies[0]?.message.text).toContain("100");
  });

  it("belongs to whoever opened it", async () => {
    const { bot, form } = await open("/sample greet alpha times=99");
    const { refused } = await bot.press(form?.press ?? "", context("bob"), { fields: { word: "x" } });
    expect(refused?.why).toBe("press");
  });

  it("has no form where not even the subcommand is known, nor where none can be opened", async () => {
    const { bot } = sampleBot();
    const labels = async (text: string, can = context().can) =>
      (await bot.run(text, { ...context(), can })).replies[0]?.message.buttons
        ?.flat()
        .map(({ label }) => label);
    expect(await labels("/sample drwa")).not.toContain("Fill in a form");
    expect(await labels("/sample greet", { ...context().can, forms: false })).not.toContain("Fill in a form");
    expect(await labels("/sample greet")).toContain("Fill in a form");
  });
});
