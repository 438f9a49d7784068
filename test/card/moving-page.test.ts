/** A picture that moves, on the local page: for its asker alone, and only for who does not mind motion. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import { startWeb, type WebPage } from "../../src/platforms/web/index.ts";
import { describeBrowser } from "../browser.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { commandBot } from "../commands/command-bot.ts";

const WAIT_MS = 40_000;

describeBrowser("a moving picture on the page", (browser) => {
  let web: WebPage;
  let open: Page[] = [];

  beforeEach(async () => {
    web = await startWeb({ bot: commandBot(handshake), secret: SECRET, port: 0 });
  });
  afterEach(async () => {
    await Promise.all(open.map((page) => page.context().close()));
    open = [];
    await web.stop();
  });

  async function asks(name: string, reducedMotion: "reduce" | "no-preference", text: string): Promise<Page> {
    const page = await (await browser().newContext({ locale: "en-US", reducedMotion })).newPage();
    open.push(page);
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(web.url);
    await page.getByRole("dialog").getByRole("textbox").fill(name);
    await page.keyboard.press("Enter");
    await page.locator("#main-field").waitFor();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.locator("figure.picture img").waitFor();
    return page;
  }

  const source = async (page: Page): Promise<string> => {
    const image = page.locator("figure.picture img");
    return (await image.getAttribute("src")) ?? "";
  };
  /** As the browser gets it. */
  const kindOf = async (page: Page): Promise<string> => {
    const response = await page.request.get(new URL(await source(page), web.url).href);
    return `${response.status()} ${response.headers()["content-type"]}`;
  };

  it("moves at once and can be stopped", async () => {
    const page = await asks("Ada", "no-preference", "/handshake run syn-lost animate=true ");
    expect(await kindOf(page)).toBe("200 image/gif");
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await kindOf(page)).toBe("200 image/png");
    await page.getByRole("button", { name: "Play" }).click();
    expect(await kindOf(page)).toBe("200 image/gif");
  }, 60_000);

  it("stands still for who wants less motion, until they press", async () => {
    const page = await asks("Ada", "reduce", "/handshake run syn-lost animate=true ");
    expect(await kindOf(page)).toBe("200 image/png");
    await page.getByRole("button", { name: "Play" }).click();
    expect(await kindOf(page)).toBe("200 image/gif");
  }, 60_000);

  it("is nobody else's, and an ordinary picture has none", async () => {
    const page = await asks("Ada", "no-preference", "/handshake run syn-lost animate=true ");
    const [address] = (await source(page)).split("?");
    expect((await page.request.get(new URL(address ?? "", web.url).href)).status()).toBe(404);
    const still = await asks("Bob", "no-preference", "/handshake run syn-lost ");
    expect(await kindOf(still)).toBe("200 image/png");
    expect(
      await still
        .getByRole("button", { name: "Play" })
        .or(still.getByRole("button", { name: "Stop" }))
        .count(),
    ).toBe(0);
  }, 60_000);
});
