/** What is too long, what comes twice and what comes at once: nothing is lost and nothing is done twice. */
import { expect, it } from "vitest";
import { LONG_TEXT } from "../chat/sample-tools.ts";
import { able, type Stage } from "./stage.ts";

export function deliveryContract(opened: () => Promise<Stage>): void {
  it("shows a text that is too long as far as it fits", async () => {
    const { run, logged } = await opened();
    const [seen] = await run("ada", "/tools long");
    const shown = seen?.text.replace(/\n…$/u, "") ?? "";
    expect(shown.length).toBeGreaterThan(1_000);
    expect(LONG_TEXT.startsWith(shown)).toBe(true);
    // Whoever reads a part is told that it is one.
    expect(shown === LONG_TEXT || seen?.text.endsWith("…")).toBe(true);
    expect(logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("runs a command once that is delivered twice", async ({ skip }) => {
    const stage = await opened();
    const twice = able(stage, "twice", skip);
    const seen = await twice(() => stage.run("ada", "/sample steps public"));
    expect(seen.map(({ text }) => text)).toEqual(["Step 0"]);
    expect(stage.logged).toEqual([]);
  });

  it("acts once at a press that is delivered twice", async ({ skip }) => {
    const stage = await opened();
    const twice = able(stage, "twice", skip);
    const [seen] = await stage.run("ada", "/sample steps public");
    const replies = await twice(() => stage.press("ada", seen!, seen!.buttons[0]!.press));
    expect(replies.map(({ text }) => text)).toEqual(["Step 1"]);
    expect(stage.logged).toEqual([]);
  });

  it("answers two people who press at once, and moves on by one step", async () => {
    const { run, press } = await opened();
    const [seen] = await run("ada", "/sample steps public");
    const next = seen!.buttons[0]!.press;
    const answers = await Promise.all(["ada", "bob"].map((person) => press(person, seen!, next)));
    for (const replies of answers) {
      expect(replies.length).toBeGreaterThan(0);
      expect(replies.map(({ text }) => text)).toEqual(
        replies.map(() => expect.stringMatching(/^Step 1$|moved on/u)),
      );
    }
    expect(answers.flat().some(({ text }) => text === "Step 1")).toBe(true);
  });
}
