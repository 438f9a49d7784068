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

  it.each([
    ["en-US", /^No answer came\. What you wrote is kept/u],
    ["ko-KR", /^응답이 오지 않았어요\. 쓴 내용은 그대로/u],
  ])(
    "says after 30 s that no answer came, keeps what was written and sends nothing by itself (%s)",
    async (locale, kept) => {
      const page = await enter("Ada", { locale });
      let sent = 0;
      await page.route("**/api/say", () => void sent++);
      await page.clock.install({ time: 0 });
      await page.clock.pauseAt(10_000);
      await type(page, "hello there");
      await expect.poll(() => sent).toBe(1);
      await pass(page, 29_999);
      expect(await outbox(page).innerText()).toContain("hello there");
      expect(await page.inputValue("#main-field")).toBe("");
      await pass(page, 1);
      await page.getByRole("alert").filter({ hasText: kept }).waitFor();
      expect(await page.inputValue("#main-field")).toBe("hello there");
      expect(await outbox(page).innerText()).toBe("");
      await pass(page, 120_000);
      expect(sent).toBe(1);
      await page.unroute("**/api/say");
      await page.keyboard.press("Enter");
      await page.locator("#log").getByText("hello there").waitFor();
      forgive();
    },
  );

  it("gives a press up after 30 s, so that it can be pressed again", async () => {
    const page = await enter("Ada");
    await type(page, "/sample steps");
    const next = page.locator("#log").getByRole("button", { name: "Next" });
    await next.waitFor();
    let pressed = 0;
    await page.route("**/api/press", () => void pressed++);
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(10_000);
    await next.click();
    await expect.poll(() => pressed).toBe(1);
    await pass(page, 30_000);
    await page.getByRole("alert").filter({ hasText: "No answer came. If nothing changes" }).waitFor();
    expect(await next.getAttribute("aria-busy")).toBeNull();
    await page.unroute("**/api/press");
    await next.click();
    await page.locator("#log").getByText("Step 1").waitFor();
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
