/** The local page where the network is slow, or gone: what was written is never in doubt and never lost. */
import type { Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import { describeBrowser } from "../browser.ts";
import { openPages, PHONE, type } from "./page-stage.ts";

/** Holds what is said until it is let go on, or cut. */
async function held(page: Page): Promise<{ go(): Promise<void>; cut(): Promise<void> }> {
  const waiting: Route[] = [];
  await page.route("**/api/say", (route) => void waiting.push(route));
  const next = async (): Promise<Route> => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    return waiting.shift() as Route;
  };
  return { go: async () => (await next()).continue(), cut: async () => (await next()).abort() };
}

/** The page's own clock, moved by hand. */
const pass = (page: Page, ms: number): Promise<void> => page.clock.runFor(ms);

describeBrowser("the local page on a slow network", (browser) => {
  const pages = openPages(browser);
  const { enter } = pages;
  const outbox = (page: Page) => page.locator("#write .outbox");
  /** The browser itself complains of what was cut. */
  const forgive = () => {
    pages.complaints = pages.complaints.filter((line) => !line.includes("net::ERR_"));
  };

  it("says after 300 ms, and not before, that a message is being sent, and no more once it is there", async () => {
    const page = await enter("Ada");
    const network = await held(page);
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(10_000);
    await type(page, "hello there");
    await pass(page, 299);
    expect(await outbox(page).innerText()).toBe("");
    await pass(page, 1);
    expect(await outbox(page).innerText()).toMatch(/^Sending:\s+hello there$/u);
    expect(await outbox(page).getAttribute("role")).toBe("status");
    await network.go();
    await page.locator("#log").getByText("hello there").waitFor();
    await expect.poll(() => outbox(page).innerText()).toBe("");
  });

  it("moves nothing for whoever asked for stillness", async () => {
    const animated = async (reducedMotion: "reduce" | "no-preference"): Promise<unknown> => {
      const page = await enter("Ada", { reducedMotion });
      await held(page);
      await type(page, "hello");
      return page.locator(".moving").evaluate((dot) => dot.getAnimations().length);
    };
    expect(await animated("reduce")).toBe(0);
    expect(await animated("no-preference")).toBe(1);
  });

  it("puts back into the field what did not get there, and says why", async () => {
    const page = await enter("Ada");
    const network = await held(page);
    await type(page, "hello");
    await network.cut();
    await page.getByRole("alert").filter({ hasText: "did not answer" }).waitFor();
    expect(await page.inputValue("#main-field")).toBe("hello");
    forgive();
  });

  it("keeps it above the field where something else is written by now, to be sent again to the same channel", async () => {
    const page = await enter("Ada", { viewport: PHONE, locale: "ko-KR" });
    const network = await held(page);
    await type(page, "first");
    await page.keyboard.type("second");
    await network.cut();
    await expect.poll(() => outbox(page).innerText()).toMatch(/^못 보냈어요:\s+first/u);
    expect(await page.inputValue("#main-field")).toBe("second");
    await page.getByRole("button", { name: "채널과 사람" }).click();
    await page.getByRole("button", { name: "study" }).click();
    await page.getByRole("button", { name: "다시 보내기" }).click();
    await network.go();
    await expect.poll(() => outbox(page).innerText()).toBe("");
    await page.getByRole("button", { name: "채널과 사람" }).click();
    await page.getByRole("button", { name: "general" }).click();
    await page.locator("#log").getByText("first").waitFor();
    forgive();
  });
});
