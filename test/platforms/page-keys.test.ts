/** A run on the local page by keys alone: each press leaves the focus where the next one is wanted. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import { describeBrowser } from "../browser.ts";
import { commandBot } from "../commands/command-bot.ts";
import { openPages, PHONE, type } from "./page-stage.ts";

const focused = (page: Page): Promise<unknown> => page.evaluate("document.activeElement?.textContent");
const NARROW = { width: 320, height: 640 };

describeBrowser("a run by keys alone", (browser) => {
  const { enter } = openPages(browser, async () => ({ bot: commandBot(handshake), logged: [] }));

  it("goes on by Enter, never into the picture's viewer", async () => {
    const page = await enter("Ada");
    await type(page, "/handshake run three-way");
    await page.getByRole("button", { name: "Step by step" }).focus();
    await page.keyboard.press("Enter");
    // The button that was pressed is gone; the one to go on is another.
    await expect.poll(() => focused(page)).toBe("Next ▶");
    for (let step = 1; step <= 6; step++) {
      await page.keyboard.press("Enter");
      await page.getByText(`Step ${step} of 6`).first().waitFor();
    }
    await expect.poll(() => focused(page)).toBe("◀ Back");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("keeps its four ways in one row on a phone of 360 px, in Korean, whichever of them can be gone", async () => {
    const page = await enter("Ada", { viewport: PHONE, locale: "ko-KR" });
    await type(page, "/handshake run three-way");
    await page.getByRole("button", { name: "한 단계씩" }).click();
    const tops = async (label: string): Promise<number> => {
      await page.getByText(label).first().waitFor();
      const boxes = await Promise.all(
        ["◀ 이전", "다음 ▶", "« 처음", "끝 »"].map((name) =>
          page.getByRole("button", { name }).boundingBox(),
        ),
      );
      return new Set(boxes.map((box) => box?.y)).size;
    };
    expect(await tops("처음 모습")).toBe(1);
    await page.getByRole("button", { name: "다음 ▶" }).click();
    expect(await tops("6단계 중 1단계")).toBe(1);
  });

  it("shows what was asked for from far above, and leaves a reader alone whom somebody else disturbs", async () => {
    const ada = await enter("Ada", { viewport: NARROW });
    for (const [at, name] of ["three-way", "four-way", "syn-lost"].entries()) {
      await type(ada, `/handshake run ${name}`);
      await ada.getByRole("button", { name: "Step by step" }).nth(at).waitFor();
    }
    await ada.getByRole("button", { name: "Why?" }).first().click();
    const answer = ada.getByText("A passive OPEN").last();
    await expect.poll(() => answer.isVisible()).toBe(true);
    const log = ada.locator("#log");
    const below = (): Promise<number> =>
      log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    await expect.poll(below).toBeLessThan(2);
    await log.evaluate((list) => list.scrollTo({ top: 0 }));
    const bob = await enter("Bob");
    await type(bob, "hello from Bob");
    await ada.getByText("hello from Bob").waitFor({ state: "attached" });
    expect(await log.evaluate((list) => list.scrollTop)).toBe(0);
  });

  it("is still there after Back, which leaves a thread as a phone's reader expects", async () => {
    const page = await enter("Ada", { viewport: NARROW });
    await type(page, "/handshake run three-way public");
    await page.getByRole("button", { name: "Reply in a thread" }).click();
    const thread = page.locator("#thread");
    await thread.waitFor();
    await page.goBack();
    await expect.poll(() => thread.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Step by step" }).first().waitFor();
    await page.goForward();
    await expect.poll(() => thread.isVisible()).toBe(true);
    await page.getByRole("button", { name: "Close the thread" }).click();
    await expect.poll(() => thread.isVisible()).toBe(false);
  });

  it("keeps the channel's name at 320 px: what it is about gives way", async () => {
    const page = await enter("Ada", { viewport: NARROW });
    const name = await page
      .locator("#channel-name")
      .evaluate((heading) => heading.scrollWidth - heading.clientWidth);
    expect(name).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(NARROW.width);
  });
});
