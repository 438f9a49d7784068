/** Pages of the local page in a real browser, one for each person; nobody's page may complain. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { startWeb, type WebPage } from "../../src/platforms/web/index.ts";
import { MORE, type SampleBot, SECRET, sampleBot } from "../chat/sample-bot.ts";

// A busy machine may be slow; what matters is what the page does, not how fast.
vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 10_000 } } } as Parameters<
  typeof vi.setConfig
>[0]);

export const WAIT_MS = 40_000;
export const PHONE = { width: 360, height: 740 };

export interface Pages {
  web: WebPage;
  /** Closed after each test. */
  readonly open: Page[];
  /** What browsers complained of: a blocked inline script, a missing file, an error in the page. */
  complaints: string[];
  enter(name: string, how?: BrowserContextOptions): Promise<Page>;
}

/** For use inside a `describe`: every test gets a server of its own. */
export function openPages(
  browser: () => Browser,
  open: () => Promise<SampleBot> = async () => sampleBot(SECRET, MORE),
): Pages {
  const pages = { open: [] as Page[], complaints: [] as string[], enter } as unknown as Pages;

  beforeEach(async () => {
    pages.web = await startWeb({ bot: (await open()).bot, secret: SECRET, port: 0 });
    pages.complaints = [];
  });
  afterEach(async () => {
    await Promise.all(pages.open.splice(0).map((page) => page.context().close()));
    await pages.web.stop();
    expect(pages.complaints).toEqual([]);
  });

  async function enter(name: string, how: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser().newContext({ locale: "en-US", colorScheme: "light", ...how });
    const page = await context.newPage();
    // Shorter than the test's own time, so that a failure says what was waited for.
    page.setDefaultTimeout(WAIT_MS);
    pages.open.push(page);
    page.on("console", (line) => line.type() === "error" && pages.complaints.push(line.text()));
    page.on("pageerror", (error) => pages.complaints.push(error.message));
    await page.goto(pages.web.url);
    await page.getByRole("dialog").getByRole("textbox").fill(name);
    await page.keyboard.press("Enter");
    await page.locator("#main-field").waitFor();
    return page;
  }
  return pages;
}

/** Only keys, as somebody without a mouse does. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}
