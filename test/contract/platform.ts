/** What every platform must do. A new platform is done when this suite passes on it. */
import { afterEach, describe, expect, it } from "vitest";
import { PICTURE_ALT } from "../chat/sample-commands.ts";
import { deliveryContract } from "./delivery.ts";
import { able, type Stage } from "./stage.ts";
import { toolsContract } from "./tools.ts";

export function platformContract(name: string, open: () => Promise<Stage>): void {
  describe(`${name} as a platform`, () => {
    let stage: Stage;
    const opened = async (): Promise<Stage> => {
      stage = await open();
      return stage;
    };
    afterEach(() => stage.stop());

    it("answers privately by default, with a picture and the same in words", async () => {
      const { run } = await opened();
      const [seen] = await run("ada", "/sample draw green size=40");
      expect(seen).toMatchObject({ private: true, picture: { alt: PICTURE_ALT, width: 40, height: 40 } });
      expect(
        Buffer.from(seen?.picture?.png ?? [])
          .subarray(1, 4)
          .toString("latin1"),
      ).toBe("PNG");
    });

    it("answers publicly when asked to", async () => {
      const { run } = await opened();
      expect((await run("ada", "/sample draw public"))[0]).toMatchObject({ private: false });
    });

    it("says above what is shared who shares it", async () => {
      const { run } = await opened();
      const [seen] = await run("ada", "/sample draw public");
      expect(seen?.text).toMatch(/Shown by \S+ (?:<|&lt;)@everyone(?:>|&gt;)\n[\s\S]*Drawn/u);
    });

    it("speaks Korean", async () => {
      const { run, press } = await opened();
      const [seen] = await run("ada", "/견본 단계", { locale: "ko" });
      expect(seen?.text).toContain("0단계");
      expect((await press("ada", seen!, seen!.buttons[0]!.press, { locale: "ko" }))[0]?.text).toContain(
        "1단계",
      );
    });

    it("replaces a message when its button is pressed", async () => {
      const { run, press } = await opened();
      const [first] = await run("ada", "/sample steps public");
      expect(first?.buttons.map(({ label }) => label)).toEqual(["Next"]);
      const [second] = await press("bob", first!, first!.buttons[0]!.press);
      expect(second).toMatchObject({
        id: first?.id,
        text: expect.stringContaining("Step 1"),
        private: false,
      });
    });

    it("opens a thread", async () => {
      const { run } = await opened();
      expect((await run("ada", "/sample talk"))[0]?.thread).toBeTruthy();
    });

    it("answers a mistake privately, with the nearest names and a button that mends it", async () => {
      const { run, press } = await opened();
      const [wrong] = await run("ada", "/smaple draw");
      expect(wrong).toMatchObject({ private: true, text: expect.stringContaining("/sample") });
      const replies = await press("ada", wrong!, wrong!.buttons[0]!.press);
      expect(replies.at(-1)?.picture?.alt).toBe(PICTURE_ALT);
    });

    it("offers a menu for a command without a subcommand", async () => {
      const { run } = await opened();
      const [menu] = await run("ada", "/sample");
      expect(menu?.private).toBe(true);
      expect(menu?.buttons.map(({ label }) => label)).toContain("draw");
    });

    it("shows a bug as a sentence with the log's id, and nothing of the inside", async () => {
      const { run, logged } = await opened();
      const [seen] = await run("ada", "/sample fail");
      expect(seen).toMatchObject({ private: true, text: expect.stringMatching(/E-\w{5}/u) });
      expect(seen?.text).not.toContain("inside of the machine");
      expect(seen?.text).toContain(logged.find(({ level }) => level === "error")?.fields.id);
    });

    it.each([
      ["nobody issued", () => "v1|sample|step|1|pAAAAAAAAAAAA"],
      ["altered", (id: string) => id.replace("|1|", "|2|")],
    ])("refuses a press that is %s, with a sentence and a log line", async (_, forge) => {
      const { run, press, logged } = await opened();
      const [seen] = await run("ada", "/sample steps public");
      const [refusal] = await press("ada", seen!, forge(seen!.buttons[0]!.press));
      expect(refusal).toMatchObject({ private: true, text: expect.stringContaining("button") });
      expect(refusal?.text).not.toContain("Step");
      expect(logged.at(-1)?.fields).toMatchObject({ id: expect.stringMatching(/^E-/u), why: "press" });
    });

    it("refuses a press from another person's private reply", async () => {
      const { run, press, logged } = await opened();
      const [hers] = await run("ada", "/sample steps");
      const [his] = await run("bob", "/sample steps");
      const replies = await press("bob", his!, hers!.buttons[0]!.press);
      expect(replies.some(({ text }) => text.includes("Step 1"))).toBe(false);
      expect(replies.at(-1)?.private).toBe(true);
      expect(logged.at(-1)?.fields).toMatchObject({ because: "not yours" });
    });

    it("shows a private reply to its asker alone, and a public one to all", async ({ skip }) => {
      const stage = await opened();
      const seenBy = able(stage, "seenBy", skip);
      await stage.run("ada", "/sample draw");
      await stage.run("ada", "/sample steps public");
      expect(await seenBy("ada")).toHaveLength(2);
      expect((await seenBy("bob")).map(({ text }) => text)).toEqual(["Step 0"]);
    });

    toolsContract(opened);
    deliveryContract(opened);
  });
}
