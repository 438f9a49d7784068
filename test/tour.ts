// Photographs the local page for README.md, as somebody sees it who follows the tour: `npm run -s tour`.
// Wants a Chromium (CHROME_PATH, or where it usually is).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { answerHelp } from "../scripts/usage.mjs";
import { CHROMIUM_FLAGS, findChromium } from "./chromium.ts";
import { noSettings } from "./no-settings.ts";

answerHelp("test/tour.ts", process.argv.slice(2));

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "assets/tour");
const desktop = (locale: string): BrowserContextOptions => ({
  ...{ viewport: { width: 1_280, height: 860 }, locale, colorScheme: "light" },
});
const PHONE: BrowserContextOptions = {
  ...{ viewport: { width: 390, height: 860 }, deviceScaleFactor: 1.5, locale: "ko-KR", colorScheme: "dark" },
};
interface Tongue {
  readonly locale: string;
  /** Between a photograph's name and its ending. */
  readonly mark: string;
  readonly names: readonly [string, string];
  readonly seats: readonly [string, string];
  readonly join: string;
  readonly takePart: string;
  readonly turn: string;
}

/** As the page says it; each README shows its own. */
const TONGUES: readonly Tongue[] = [
  {
    ...{ locale: "en-US", mark: "", names: ["Ada", "Bo"], seats: ["Client", "Server"] },
    ...{ join: "Join", takePart: "Take part", turn: "Bo, it is your turn" },
  },
  {
    ...{ locale: "ko-KR", mark: ".ko", names: ["미나", "준호"], seats: ["클라이언트", "서버"] },
    ...{ join: "앉기", takePart: "참여하기", turn: "준호 님 차례예요" },
  },
];
/** Until a picture has come and the page has scrolled to it. */
const SETTLED_MS = 1_500;
const QUESTIONS_MAX = 10;

const browser = await chromium.launch({ executablePath: findChromium() ?? "", args: CHROMIUM_FLAGS });
try {
  for (const tongue of TONGUES) {
    await beside(async (url) => {
      await run(browser, url, tongue);
      await together(browser, url, tongue);
    });
  }
  await beside((url) => question(browser, url));
} finally {
  await browser.close();
}

/** A page of its own, where nobody has said anything yet. */
async function beside(work: (url: string) => Promise<void>): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), "ackademy-tour-"));
  const bot = spawn(process.execPath, ["scripts/run.mjs", "src/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...noSettings, ACKADEMY_DATA: data, ACKADEMY_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await work(await addressOf(bot.stdout));
  } finally {
    bot.kill("SIGTERM");
    await once(bot, "exit");
    rmSync(data, { recursive: true });
  }
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

async function run(browser: Browser, url: string, { locale, mark, names: [name] }: Tongue): Promise<void> {
  const one = await enter(browser, url, desktop(locale), name);
  await say(one, "/handshake run third-ack-lost");
  await one.getByRole("img").first().waitFor();
  await shoot(one, `run${mark}`);
  await one.context().close();
}

/** Two people open a connection together; the photograph shows the first one's turn. */
async function together(browser: Browser, url: string, tongue: Tongue): Promise<void> {
  const { locale, mark, names, seats, join, takePart, turn } = tongue;
  const one = await enter(browser, url, desktop(locale), names[0]);
  const other = await enter(browser, url, desktop(locale), names[1]);
  await say(one, "/connection start three-way goal=open");
  const seat = (page: Page, name: string) => page.getByRole("button", { name: `${join}: ${name}` }).last();
  await seat(one, seats[0]).click();
  await other.getByRole("button", { name: takePart }).last().click();
  await seat(other, seats[1]).click();
  for (let moves = 0; moves < 3; moves++) {
    await one.waitForTimeout(SETTLED_MS);
    const card = one.locator("#thread-log article:not(.private)").last();
    const mover = (await card.textContent())?.includes(turn) ? other : one;
    await mover.locator("#thread-log article:not(.private) button.primary").last().click();
  }
  await one.waitForTimeout(SETTLED_MS);
  await shoot(one, `together${mark}`);
  await one.context().close();
  await other.context().close();
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
