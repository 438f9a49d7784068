// Photographs the local page for README.md, as somebody sees it who follows the tour: `npm run -s tour`.
// Wants a Chromium (CHROME_PATH, or where it usually is).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "./chromium.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "assets/tour");
const DESKTOP: BrowserContextOptions = {
  ...{ viewport: { width: 1_280, height: 860 }, locale: "en-US", colorScheme: "light" },
};
const PHONE: BrowserContextOptions = {
  ...{ viewport: { width: 390, height: 860 }, deviceScaleFactor: 1.5, locale: "ko-KR", colorScheme: "dark" },
};
/** Until a picture has come and the page has scrolled to it. */
const SETTLED_MS = 1_500;
const QUESTIONS_MAX = 10;

const data = mkdtempSync(path.join(tmpdir(), "ackademy-tour-"));
const bot = spawn(process.execPath, ["scripts/run.mjs", "src/main.ts"], {
  cwd: ROOT,
  env: { ...process.env, ACKADEMY_DATA: data, ACKADEMY_PORT: "0" },
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await chromium.launch({ executablePath: findChromium() ?? "", args: CHROMIUM_FLAGS });
try {
  const url = await addressOf(bot.stdout);
  await run(browser, url);
  await together(browser, url);
  await question(browser, url);
} finally {
  await browser.close();
  bot.kill("SIGTERM");
  await once(bot, "exit");
  rmSync(data, { recursive: true });
}

async function addressOf(said: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: said })) {
    const url = /http:\/\/\S+/u.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("the bot ended before it named its page");
}

async function enter(browser: Browser, url: string, how: BrowserContextOptions, name: string): Promise<Page> {
  const page = await (await browser.newContext(how)).newPage();
  await page.goto(url);
  await page.getByRole("dialog").getByRole("textbox").fill(name);
  await page.keyboard.press("Enter");
  await page.locator("#main-field").waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator("#main-field").fill(text);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(SETTLED_MS);
}

// A declaration, because a constant would not exist yet while the tour waits.
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
}

async function run(browser: Browser, url: string): Promise<void> {
  const ada = await enter(browser, url, DESKTOP, "Ada");
  await say(ada, "/handshake run third-ack-lost");
  await ada.getByRole("img").first().waitFor();
  await shoot(ada, "run");
  await ada.context().close();
}

/** Ada and Bo open a connection together; the photograph shows Ada's turn. */
async function together(browser: Browser, url: string): Promise<void> {
  const ada = await enter(browser, url, DESKTOP, "Ada");
  const bo = await enter(browser, url, DESKTOP, "Bo");
  await say(ada, "/connection start three-way goal=open");
  const seat = (page: Page, name: string) => page.getByRole("button", { name: `Join: ${name}` }).last();
  await seat(ada, "Client").click();
  await bo.getByRole("button", { name: "Take part" }).first().click();
  await seat(bo, "Server").click();
  for (let moves = 0; moves < 3; moves++) {
    await ada.waitForTimeout(SETTLED_MS);
    const card = ada.locator("#thread-log article:not(.private)").last();
    const mover = (await card.textContent())?.includes("Bo, it is your turn") ? bo : ada;
    await mover.locator("#thread-log article:not(.private) button.primary").last().click();
  }
  await ada.waitForTimeout(SETTLED_MS);
  await shoot(ada, "together");
  await ada.context().close();
  await bo.context().close();
}

async function question(browser: Browser, url: string): Promise<void> {
  const mina = await enter(browser, url, PHONE, "미나");
  // Which question comes is chance: one with choices is wanted.
  const answer = mina.getByRole("button", { name: "A", exact: true });
  for (let asked = 0; asked < QUESTIONS_MAX && (await answer.count()) === 0; asked++)
    await say(mina, "/quiz practice topic=three-way fresh=none");
  await answer.last().click();
  await mina.waitForTimeout(SETTLED_MS);
  await shoot(mina, "question");
  await mina.context().close();
}
