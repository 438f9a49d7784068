import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "./chromium.ts";

const START_TIMEOUT_MS = 30_000;
const noBrowser = "no Chromium found; install it or set CHROME_PATH to run this test";

/**
 * A `describe` whose tests need a real browser. `browser()` gives the one that all of them share.
 * Without Chromium every test is skipped with a notice; with REQUIRE_BROWSER=1 every test fails instead.
 */
export function describeBrowser(name: string, body: (browser: () => Browser) => void): void {
  describe(name, () => {
    const executablePath = findChromium();
    let running: Browser | undefined;

    beforeAll(async () => {
      // Playwright makes a new user-data folder for every launch.
      if (executablePath) running = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
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
