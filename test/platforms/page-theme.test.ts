/** What everybody sees on the page, each in the theme that they look at it in. */
import { expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import { paintedAgain } from "../../src/card/painted.ts";
import { startWeb } from "../../src/platforms/web/index.ts";
import { describeBrowser } from "../browser.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { commandBot } from "../commands/command-bot.ts";

const WAIT_MS = 20_000;
/** How light the middle of the picture's upper edge is, where nothing is drawn; nothing until it has come. */
const PAPER = `(() => {
  const image = document.querySelector("#log figure img");
  if (!image?.complete || image.naturalWidth === 0) return undefined;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.drawImage(image, image.naturalWidth / 2, 4, 1, 1, 0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data[0];
})()`;

describeBrowser("a picture that somebody shares", (browser) => {
  it("is light for who looks at a light page and dark for who looks at a dark one", {
    timeout: 60_000,
  }, async () => {
    const bot = commandBot(handshake);
    const web = await startWeb({ bot, secret: SECRET, port: 0, repaint: paintedAgain });
    try {
      const open = async (name: string, colorScheme: "light" | "dark") => {
        const page = await (await browser().newContext({ locale: "en-US", colorScheme })).newPage();
        page.setDefaultTimeout(WAIT_MS);
        await page.goto(web.url);
        await page.getByRole("dialog").getByRole("textbox").fill(name);
        await page.keyboard.press("Enter");
        await page.locator("#main-field").waitFor();
        return page;
      };
      const [ada, bo] = [await open("Ada", "light"), await open("Bo", "dark")];
      await ada.locator("#main-field").fill("/handshake run three-way public");
      await ada.keyboard.press("Escape");
      await ada.keyboard.press("Enter");
      const paper = (page: typeof ada) => expect.poll(() => page.evaluate<number | undefined>(PAPER));
      await paper(ada).toBeGreaterThan(200);
      await paper(bo).toBeLessThan(80);
      // Each picks another: nothing has to be said for that to be seen.
      await ada.getByRole("button", { name: "Dark" }).click();
      await bo.getByRole("button", { name: "Light" }).click();
      await paper(ada).toBeLessThan(80);
      await paper(bo).toBeGreaterThan(200);
      await bo.getByRole("button", { name: "System" }).click();
      await paper(bo).toBeLessThan(80);
      await bo.emulateMedia({ colorScheme: "light" });
      await paper(bo).toBeGreaterThan(200);
      await Promise.all([ada, bo].map((page) => page.context().close()));
    } finally {
      await web.stop();
    }
  });
});
