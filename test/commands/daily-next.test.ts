/** What `/daily` says comes next: no day that has its question already, and none that was left out. */
import { describe, expect, it } from "vitest";
import daily from "../../commands/daily.ts";
import { createBot } from "../../src/chat/bot.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { simulated } from "../schedule/simulated.ts";
import { language } from "./command-bot.ts";

/** A Sunday morning in UTC, and in Seoul its evening. */
async function opened(start = "2026-03-01T09:00Z") {
  const world = await simulated(start);
  const bot = createBot({
    ...{ commands: [daily], language, secret: SECRET },
    log: { info() {}, warn() {}, error() {} },
    random: (bytes) => new Uint8Array(bytes),
    now: () => world.clock.now,
    services: { daily: { ...world.store, bank: world.bank, platforms: ["discord"] } },
  });
  const manager = {
    ...context("ada", "en"),
    ...{ asker: { id: "discord:9", name: "ada" }, place: { server: "s", channel: "1" }, manager: true },
  };
  const say = async (text: string): Promise<string> => {
    const { replies } = await bot.run(text, manager);
    return replies.map(({ message }) => message.text).join("\n");
  };
  /** What the list says of the future, soonest first. */
  const coming = async (): Promise<readonly string[]> => {
    const [, after = ""] = (await say("/daily list")).split("Next:\n");
    const rows = after.split("\n");
    return rows.slice(
      0,
      rows.findIndex((row) => !row.startsWith("- ")),
    );
  };
  const posted = () => world.posts.map(({ at }) => new Date(at).toISOString().slice(0, 10));
  return { ...world, say, coming, posted };
}

describe("after /daily post-now", () => {
  it("the list leaves out the day that has its question, and so does what is posted", async () => {
    const { say, coming, posted, until } = await opened();
    await say("/daily set 10:30 UTC days=all thread=false");
    expect((await coming())[0]).toBe("- 2026-03-01 10:30");
    expect(await say("/daily post-now")).toContain("no second one comes today");
    expect((await coming()).slice(0, 2)).toEqual(["- 2026-03-02 10:30", "- 2026-03-03 10:30"]);
    await until("2026-03-02T12:00Z", 30 * 60_000);
    expect(posted()).toEqual(["2026-03-01", "2026-03-02"]);
  });

  it("the list leaves out the week's day where the digest came early on it, and only there", async () => {
    const onItsDay = await opened();
    await onItsDay.say("/daily set 23:30 Asia/Seoul rhythm=weekly days=sun");
    await onItsDay.say("/daily post-now");
    expect((await onItsDay.coming()).slice(0, 2)).toEqual(["- 2026-03-08 23:30", "- 2026-03-15 23:30"]);
    const dayBefore = await opened();
    await dayBefore.say("/daily set 23:30 Asia/Seoul rhythm=weekly days=mon");
    await dayBefore.say("/daily post-now");
    expect((await dayBefore.coming())[0]).toBe("- 2026-03-02 23:30");
  });

  it("an earlier skip stays", async () => {
    const { say, coming } = await opened();
    await say("/daily set 10:30 UTC rhythm=weekly days=mon");
    expect(await say("/daily skip")).toContain("The question of 2026-03-02 is left out");
    await say("/daily post-now");
    expect((await coming())[0]).toBe("- 2026-03-09 10:30");
  });

  it("a skip leaves out the next one, not the one that came", async () => {
    const { say, coming } = await opened();
    await say("/daily set 10:30 UTC days=all");
    await say("/daily post-now");
    expect(await say("/daily skip")).toContain("The question of 2026-03-02 is left out");
    expect((await coming())[0]).toBe("- 2026-03-03 10:30");
  });

  it("resuming names no day that has its question, or was left out", async () => {
    const { say, coming } = await opened();
    await say("/daily set 10:30 UTC days=all");
    await say("/daily post-now");
    await say("/daily pause");
    expect(await say("/daily resume")).toContain("2026-03-02 10:30");
    await say("/daily skip");
    await say("/daily pause");
    expect(await say("/daily resume")).toContain("2026-03-03 10:30");
    expect((await coming())[0]).toBe("- 2026-03-03 10:30");
  });

  it("before the round after a downtime, what was missed is still recorded", async () => {
    const { say, coming, clock, until } = await opened();
    await say("/daily set 10:30 UTC days=all");
    clock.now = Date.parse("2026-03-04T11:00Z");
    await say("/daily post-now");
    await until("2026-03-04T11:02Z", 60_000);
    expect((await coming())[0]).toBe("- 2026-03-05 10:30");
    for (const day of ["01", "02", "03"])
      expect(await say("/daily list")).toContain(`- 2026-03-${day}: skipped: I was not running`);
  });
});
