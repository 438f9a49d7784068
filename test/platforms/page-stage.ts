/** Pages of the local page in a real browser, one for each person; nobody's page may complain. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";
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
  /** Left after each test. */
  readonly open: Page[];
  /** What browsers complained of: a blocked inline script, a missing file, an error in the page. */
  complaints: string[];
  enter(name: string, how?: BrowserContextOptions): Promise<Page>;
}

/**
 * For use inside a `describe`: every test gets a server of its own. A page that somebody has left is entered by the next
 * one who asks for its kind: on another port, so with nothing in its storage, and with no cookies. A browser takes longer
 * to make a page than most of the tests to use it.
 */
export function openPages(
  browser: () => Browser,
  open: () => Promise<SampleBot> = async () => sampleBot(SECRET, MORE),
): Pages {
  const pages = { open: [] as Page[], complaints: [] as string[], enter } as unknown as Pages;
  const kinds = new Map<Page, string>();
  const free: Page[] = [];

  beforeEach(async () => {
    pages.web = await startWeb({ bot: (await open()).bot, secret: SECRET, port: 0 });
    pages.complaints = [];
  });
  afterEach(async () => {
    await Promise.all(pages.open.splice(0).map(leave));
    await pages.web.stop();
    expect(pages.complaints).toEqual([]);
  });
  afterAll(() => Promise.all(free.map((page) => page.context().close())));

  async function enter(name: string, how: BrowserContextOptions = {}): Promise<Page> {
    const kind = JSON.stringify(how);
    const left = free.findIndex((page) => kinds.get(page) === kind);
    const page = free.splice(left, left < 0 ? 0 : 1)[0] ?? (await newPage(how));
    kinds.set(page, kind);
    pages.open.push(page);
    await page.goto(pages.web.url);
    await page.getByRole("dialog").getByRole("textbox").fill(name);
    await page.keyboard.press("Enter");
    await page.locator("#main-field").waitFor();
    return page;
  }

  async function newPage(how: BrowserContextOptions): Promise<Page> {
    const context = await browser().newContext({ locale: "en-US", colorScheme: "light", ...how });
    const page = await context.newPage();
    // Shorter than the test's own time, so that a failure says what was waited for.
    page.setDefaultTimeout(WAIT_MS);
    page.on("console", (line) => line.type() === "error" && pages.complaints.push(line.text()));
    page.on("pageerror", (error) => pages.complaints.push(error.message));
    return page;
  }

  async function leave(page: Page): Promise<void> {
    const context = page.context();
    if (!kinds.has(page)) return context.close();
    const others = context.pages().filter((other) => other !== page);
    await Promise.all([page.goto("about:blank"), page.unrouteAll(), ...others.map((other) => other.close())]);
    await context.clearCookies();
    free.push(page);
  }
  return pages;
}

/** Only keys, as somebody without a mouse does. */
export async function type(page: Page, text: string): Promise<void> {
  // Each letter asks what may follow: without a pause, a fast machine types past the page's limit.
  await page.keyboard.type(text, { delay: 10 });
  await page.keyboard.press("Enter");
}
