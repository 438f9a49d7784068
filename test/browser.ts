import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";

const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

// A browser that talks to nobody but the page under test.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const START_TIMEOUT_MS = 30_000;
const noBrowser = "no Chromium found; install it or set CHROME_PATH to run this test";

function findBrowser(): string | undefined {
  const named = process.env.CHROME_PATH;
  return named ? named : usualPaths.find((path) => existsSync(path));
}

/**
 * A `describe` whose tests need a real browser. `browser()` gives the one that all of them share.
 * Without Chromium every test is skipped with a notice; with REQUIRE_BROWSER=1 every test fails instead.
 */
export function describeBrowser(name: string, body: (browser: () => Browser) => void): void {
  describe(name, () => {
    const executablePath = findBrowser();
    let running: Browser | undefined;

    beforeAll(async () => {
      // Playwright makes a new user-data folder for every launch.
      if (executablePath) running = await chromium.launch({ executablePath, args: flags });
    }, START_TIMEOUT_MS);
    beforeEach(({ skip }) => {
      if (running) return;
      if (process.env.REQUIRE_BROWSER === "1") throw new Error(noBrowser);
      skip(noBrowser);
    });
    afterAll(async () => {
      await running?.close();
    });

    body(() => {
      if (!running) throw new Error("browser() is for use inside a test");
      return running;
    });
  });
}
