// Two people who know nothing of TCP play the three-way open in two tabs, doing only what the card tells them.
import type { Locator, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { describeBrowser } from "../browser.ts";
import { type PlayBot, playBot } from "../chat/play-bot.ts";
import { openPages, PHONE } from "./page-stage.ts";

/** What a newcomer looks for, as the page says it. */
const WORDS = {
  en: {
    open: "Open a connection together",
    take: "Take part",
    seat: "take a seat",
    join: /^Join: (Client|Server)$/u,
    turn: (name: string) => `${name}, it is your turn`,
    rules: "Anybody with a seat may press",
    reached: "Reached!",
    summary: "For the goal",
  },
  ko: {
    open: "함께 연결 열기",
    take: "참여하기",
    seat: "자리를 고르세요",
    join: /^앉기: (클라이언트|서버)$/u,
    turn: (name: string) => `${name} 님 차례예요`,
    rules: "앉아 있는 사람 누구나 누를 수 있어요",
    reached: "목표 달성!",
    summary: "목표 편",
  },
} as const;
const DESKTOP = { width: 1280, height: 900 };
const PRESSES_MAX = 12;

describeBrowser("playing on the local page", (browser) => {
  let made: PlayBot;
  const pages = openPages(browser, async () => {
    made = await playBot();
    return made;
  });
  afterEach(() => made.store.close());

  it.each([
    ["en", "light", DESKTOP],
    ["ko", "dark", PHONE],
  ] as const)("needs nothing but the card (%s, %s)", async (locale, colorScheme, viewport) => {
    const how = { locale: locale === "ko" ? "ko-KR" : "en-US", colorScheme, viewport };
    const words = WORDS[locale];
    const ada = await pages.enter("Ada", how);
    const bo = await pages.enter("Bo", how);
    await ada.getByRole("button", { name: words.open }).click();
    await cardOf(ada).getByText(words.seat).waitFor();
    await press(ada, cardOf(ada).getByRole("button", { name: words.join }).first());
    // The channel shows the way in.
    await press(bo, bo.getByRole("button", { name: words.take }));
    await press(bo, cardOf(bo).getByRole("button", { name: words.join }).first());
    await expect.poll(() => textOf(ada)).toMatch(/Ada.*Bo/su);

    let presses = 0;
    while (!(await textOf(ada)).includes(words.reached)) {
      expect(++presses, await textOf(ada)).toBeLessThanOrEqual(PRESSES_MAX);
      const before = await textOf(ada);
      const [mover, name] = before.includes(words.turn("Bo")) ? [bo, "Bo"] : [ada, "Ada"];
      // Each card tells one of them to press, and which button is the plain way on stands out.
      expect(
        [words.turn(name), words.rules].some((said) => before.includes(said)),
        before,
      ).toBe(true);
      await expect.poll(() => textOf(mover)).toBe(before);
      await press(mover, cardOf(mover).locator("button.primary").first());
      await expect.poll(() => textOf(ada)).not.toBe(before);
    }
    await bo.locator("#thread").getByText(words.summary).waitFor();
    for (const page of [ada, bo]) expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it.each([DESKTOP, PHONE])(
    "keeps the card in sight of whoever is told something below it ($width px)",
    async (viewport) => {
      const ada = await pages.enter("Ada", { viewport });
      await ada.getByRole("button", { name: WORDS.en.open }).click();
      const card = cardOf(ada);
      await press(ada, card.getByRole("button", { name: "Join: Client" }));
      const notes = ada.locator("#thread-log article.private");
      await press(ada, card.getByRole("button", { name: "Hint" }));
      await notes.getByRole("button", { name: "Tell me more" }).waitFor();
      // The newest alone, right below the card, also where it is asked on.
      await press(ada, notes.getByRole("button", { name: "Tell me more" }));
      await notes.getByText("RFC").first().waitFor();
      for (let turn = 0; turn < 3; turn++) await press(ada, card.getByRole("button", { name: "Hint" }));
      expect(await notes.count()).toBe(1);
      await expect.poll(() => inSight(ada, notes)).toBe(true);
      expect(await inSight(ada, card.getByRole("button", { name: "Hint" }))).toBe(true);
      expect(await ada.locator("#thread-log article.note").count()).toBe(1);
      // What is typed about it is told in the same place.
      for (const [n, move] of ["dance", "sing", "hum", "leap"].entries()) {
        await ada.locator("#side-field").fill(`/${["connection", "연결"][n % 2]} act ${move}`);
        await ada.keyboard.press("Enter");
        await notes.getByText(move).first().waitFor();
      }
      expect(await notes.count()).toBe(1);
      // Anything else that is asked is an answer to keep.
      await ada.locator("#side-field").fill("/quiz");
      await ada.keyboard.press("Enter");
      await expect.poll(() => notes.count()).toBe(2);
      // A move makes it old.
      await press(ada, card.locator("button.primary").first());
      await expect.poll(() => notes.count()).toBe(1);
      expect(await ada.locator("#thread-log article.note").count()).toBe(0);
    },
  );
});

/** Whether all of it lies within the thread. */
const inSight = async (page: Page, part: Locator): Promise<boolean> => {
  const [log, box] = [await page.locator("#thread-log").boundingBox(), await part.boundingBox()];
  if (log === null || box === null) return false;
  return box.y >= log.y - 1 && box.y + box.height <= log.y + log.height + 1;
};

/** The newest message in the thread that everybody sees and that carries a card's buttons. */
const cardOf = (page: Page): Locator =>
  page
    .locator("#thread-log article:not(.private)")
    .filter({ has: page.locator("button.deed") })
    .filter({ hasNot: page.getByRole("heading") })
    .filter({ hasNotText: /For the goal|목표 편/u })
    .last();

const textOf = (page: Page): Promise<string> => cardOf(page).locator(".text").innerText();

/** As a finger does: what lies outside the screen cannot be pressed. */
async function press(page: Page, button: Locator): Promise<void> {
  await button.scrollIntoViewIfNeeded();
  await button.click();
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
}

/** How far the page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
