/** What every platform must do. A new platform is done when this suite passes on it. */
import { afterEach, describe, expect, it } from "vitest";
import type { Locale } from "../../src/language.ts";
import { PICTURE_ALT } from "../chat/sample-commands.ts";

export interface SeenButton {
  readonly label: string;
  readonly press: string;
}

/** A message as a person on the platform sees it. */
export interface Seen {
  /** The platform's own name for the message; the same after an edit. */
  readonly id: string;
  readonly text: string;
  readonly private: boolean;
  readonly thread?: string;
  readonly picture?: {
    readonly png: Uint8Array;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  };
  readonly buttons: readonly SeenButton[];
}

/** A running platform with the sample commands, worked as its users would. */
export interface Stage {
  /** Types a command as this person; gives what that person sees of its answers. */
  run(person: string, text: string, locale?: Locale): Promise<readonly Seen[]>;
  /** Presses a button of a message, or sends an id that was never shown. */
  press(person: string, on: Seen, id: string, locale?: Locale): Promise<readonly Seen[]>;
  /** Everything in the channel that this person can see; `undefined` where the platform keeps nothing. */
  seenBy?(person: string): Promise<readonly Seen[]>;
  /** What the bot's log holds so far. */
  readonly logged: readonly { readonly level: string; readonly fields: Readonly<Record<string, unknown>> }[];
  stop(): Promise<void>;
}

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

    it("speaks Korean", async () => {
      const { run, press } = await opened();
      const [seen] = await run("ada", "/견본 단계", "ko");
      expect(seen?.text).toContain("0단계");
      expect((await press("ada", seen!, seen!.buttons[0]!.press, "ko"))[0]?.text).toContain("1단계");
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
      const { run, seenBy } = await opened();
      if (seenBy === undefined) return skip(`${name} keeps no messages that somebody else could see`);
      await run("ada", "/sample draw");
      await run("ada", "/sample steps public");
      expect(await seenBy("ada")).toHaveLength(2);
      expect((await seenBy("bob")).map(({ text }) => text)).toEqual(["Step 0"]);
    });
  });
}
