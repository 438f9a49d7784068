/** What the page's server takes of presses, choices and forms, and what it does not. */
import { describe, expect, it } from "vitest";
import { FIELD_VALUE } from "../../src/chat/limits.ts";
import type { Refusal, Taken, WireMessage } from "../../src/platforms/web/wire.ts";
import { type Client, join, openWeb } from "./web-stage.ts";

const view = { locale: "en", theme: "light" };

async function withAda(
  command: string,
  body: (ada: Client, message: WireMessage) => Promise<void>,
): Promise<void> {
  const stage = await openWeb();
  try {
    const ada = await join(stage.page, "ada");
    await ada.post("say", { channel: "general", text: command, ...view });
    await ada.settle();
    await body(ada, [...ada.messages.values()][0]!);
  } finally {
    await stage.stop();
  }
}

const texts = async (ada: Client): Promise<string[]> => {
  await ada.settle();
  return [...ada.messages.values()].map(({ text }) => text);
};

describe("the page's server", () => {
  it("answers a second choice from a select that is gone, and keeps the first", () =>
    withAda("/tools choose public", async (ada, message) => {
      const choosing = { message: message.id, press: message.selects[0]?.press, ...view };
      await ada.post("press", { ...choosing, chosen: "red" });
      await ada.post("press", { ...choosing, chosen: "blue" });
      expect(await texts(ada)).toEqual(["you chose colour red", expect.stringContaining("moved on")]);
    }));

  it("passes on no entry that the select does not have, and nothing where none was chosen", () =>
    withAda("/tools choose", async (ada, message) => {
      const choosing = { message: message.id, press: message.selects[0]?.press, ...view };
      await ada.post("press", { ...choosing, chosen: "mauve" });
      await ada.post("press", choosing);
      const moved = expect.stringContaining("moved on");
      expect(await texts(ada)).toEqual(["Pick a colour", moved, moved]);
    }));

  it("adds no word to what a button carries", () =>
    withAda("/sample steps", async (ada, message) => {
      const press = message.buttons[0]?.[0]?.press;
      await ada.post("press", { message: message.id, press, chosen: "9", ...view });
      expect(await texts(ada)).toEqual(["Step 0", expect.stringContaining("moved on")]);
    }));

  it("takes long fields in Hangul, refuses longer ones and more than a form has, each with a sentence", () =>
    withAda("/tools ask", async (ada, message) => {
      const press = message.buttons[0]?.[0]?.press;
      const { form } = (await ada.post<Taken>("press", { message: message.id, press, ...view })).body;
      const send = (fields: object) =>
        ada.post<Refusal>("submit", {
          channel: "general",
          message: message.id,
          press: form?.press,
          fields,
          ...view,
        });
      const longest = "가".repeat(FIELD_VALUE);
      const five = { words: longest, mood: "bad", c: longest, d: longest, e: longest };
      expect((await send(five)).status).toBe(200);
      expect((await send({ words: `${longest}가` })).body.error).toBe(
        "A field takes at most 3,000 characters.",
      );
      expect((await send({ ...five, f: "" })).status).toBe(400);
      expect((await send({ words: 7 })).status).toBe(400);
      expect((await texts(ada)).at(-1)).toBe(`sent 7: ${longest} (bad)`);
    }));

  it("takes a form whose message is gone, and says so where its thread is", () =>
    withAda("/tools ask", async (ada, message) => {
      const press = message.buttons[0]?.[0]?.press;
      const { form } = (await ada.post<Taken>("press", { message: message.id, press, ...view })).body;
      const sent = { press: form?.press, fields: { words: "x", mood: "bad" }, ...view };
      expect((await ada.post("submit", { channel: "general", message: 99, ...sent })).status).toBe(200);
      expect((await ada.post("submit", { channel: "general", thread: 99, ...sent })).status).toBe(404);
      expect((await texts(ada)).at(-1)).toBe("sent 7: x (bad)");
    }));

  it("opens no menu on a message that cannot be seen, and knows no entry of another name", () =>
    withAda("/sample steps", async (ada, message) => {
      const picking = { message: message.id, ...view };
      expect((await ada.post("menu", { ...picking, message: 99, name: "inspect" })).status).toBe(404);
      await ada.post("menu", { ...picking, name: "nothing" });
      expect(await texts(ada)).toEqual(["Step 0", expect.stringContaining("not one of ours")]);
    }));
});
