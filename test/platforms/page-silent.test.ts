/** The page behind a network that swallows everything and ends nothing: a connection that looks alive and is not. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, it } from "vitest";
import { startWeb } from "../../src/platforms/web/index.ts";
import { describeBrowser } from "../browser.ts";
import { MORE, SECRET, sampleBot } from "../chat/sample-bot.ts";

const TOKEN = "a-token-of-the-page-that-is-long-enough";

/** Passes on what comes, until it falls silent; what is opened after that goes through again once it speaks. */
async function networkTo(port: number) {
  let silent = false;
  const pairs: [Socket, Socket][] = [];
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const one of [near, far]) one.on("error", () => {});
    pairs.push([near, far]);
    if (silent) return;
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fall() {
      silent = true;
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    speak() {
      silent = false;
    },
    stop() {
      for (const socket of pairs.flat()) socket.destroy();
      server.close();
    },
  };
}

describeBrowser("the page on a network that has fallen silent", (browser) => {
  it("gives up a connection from which nothing comes, says so, and is told everything once it is back", async () => {
    const web = await startWeb({ bot: sampleBot(SECRET, MORE).bot, secret: SECRET, port: 0, token: TOKEN });
    const network = await networkTo(web.port);
    const page = await (await browser().newContext({ locale: "en-US" })).newPage();
    await page.clock.install();
    await page.goto(`${network.url}?token=${TOKEN}`);
    await page.getByRole("dialog").getByRole("textbox").fill("Ada");
    await page.keyboard.press("Enter");
    await page.locator("#main-field").waitFor();
    const toast = page.locator("#toast");
    await page.keyboard.type("before");
    await page.keyboard.press("Enter");
    await page.locator("#log").getByText("before").waitFor();
    expect(await toast.innerText()).toBe("");

    network.fall();
    // What is still on its way arrives before the clock is stopped.
    await page.clock.pauseAt(Date.now() + 60_000);
    await expect.poll(() => toast.innerText()).toContain("Connection lost");
    const posted = await web.post({ channel: "general" }, { text: "said meanwhile" }, "key");
    expect(posted.ok).toBe(true);
    network.speak();
    // Requests that were sent into the silence are given up one by one.
    await expect
      .poll(async () => {
        await page.clock.runFor(10_000);
        return page.locator("#log").innerText();
      })
      .toContain("said meanwhile");
    await expect.poll(() => toast.innerText()).toBe("");
    await page.context().close();
    network.stop();
    await web.stop();
  });
});
