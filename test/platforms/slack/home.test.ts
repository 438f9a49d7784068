/** The Home tab of the real commands: what is due, the streak, today's question, and every setting, changed there. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Neutral, neutralBot } from "../neutral.ts";
import { type OpenedSlack, openSlack } from "../slack-stage.ts";

let stage: Neutral;
let opened: OpenedSlack;

beforeEach(async () => {
  stage = await neutralBot();
  opened = await openSlack("socket", stage.bot);
});

afterEach(async () => {
  expect(opened.slack.violations).toEqual([]);
  expect(opened.faults).toEqual([]);
  expect(stage.errors).toEqual([]);
  await opened.stop();
  await stage.store.close();
});

it("says what is due, the streak and the settings", async () => {
  const { home } = await opened.slack.as("ada").openHome();
  expect(home?.words).toContain("Nothing is due for review.");
  expect(home?.words).toContain("Streak: none yet");
  expect(home?.words).toContain("midnight in UTC");
  expect(home?.buttons.map(({ label }) => label)).toContain("Today's question");
});

it("changes each setting, and shows it at once", async () => {
  const ada = opened.slack.as("ada");
  const select = (shown: string): string =>
    ada.home()?.selects.find(({ placeholder }) => placeholder === shown)?.actionId ?? `no ${shown}`;
  await ada.openHome();
  await ada.select(ada.home()!, select("Language: As my platform says"), "ko");
  await opened.quiet();
  expect(ada.home()?.words).toContain("내 설정");
  await ada.select(ada.home()!, select("순위표: 이름 숨기기"), "named");
  await opened.quiet();
  expect(ada.home()?.words).toContain("순위표: 이름 보이기");
  const { modal } = await ada.press(ada.home()!, "시간대: UTC");
  await ada.submit(modal!, { zone: "Asia/Seoul" });
  await opened.quiet();
  expect(ada.home()?.buttons.map(({ label }) => label)).toContain("시간대: Asia/Seoul");
  const kept = await stage.store.settings.ofPerson("any:ada");
  expect(kept).toEqual({ language: "ko", timezone: "Asia/Seoul", visibility: "named", name: "ada" });
}, 20_000);
