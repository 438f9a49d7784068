/** The local page in a real browser, as learners use it. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import * as z from "zod";
import type { Command } from "../../src/chat/command.ts";
import { startWeb } from "../../src/platforms/web/index.ts";
import { STREAMS_PER_PERSON } from "../../src/platforms/web/limits.ts";
import { describeBrowser } from "../browser.ts";
import { MORE, SECRET, sampleBot } from "../chat/sample-bot.ts";
import { PICTURE_ALT } from "../chat/sample-commands.ts";
import { openPages, PHONE, type, WAIT_MS } from "./page-stage.ts";
import { join } from "./web-stage.ts";

/** A message that becomes one with every mark that the page knows. */
const loud: Command = {
  name: "loud",
  alias: "크게",
  summary: { en: "Every mark", ko: "모든 표시" },
  subcommands: [],
  bare: {
    ...{ name: "loud", alias: "크게", summary: { en: "Every mark", ko: "모든 표시" } },
    options: z.object({}),
    run: async () => {
      const press = { command: "loud", verb: "next", args: [] };
      return [{ to: "channel", message: { text: "**once**", buttons: [[{ label: "Next", press }]] } }];
    },
  },
  press: async () => {
    const text = ["**The `client`** sends `SYN`.", "in two lines", "", "- **SEQ** `1_000 * 2`"];
    return [
      { to: "same message", message: { text: [...text, "```", "a **fence**", "```", "1. 🙂"].join("\n") } },
    ];
  },
};

describeBrowser("the local page", (browser) => {
  const pages = openPages(browser, async () => sampleBot(SECRET, [...MORE, loud]));
  const { enter } = pages;

  it("completes a command, shows its picture, and it is not blank", async () => {
    const page = await enter("Ada");
    await page.keyboard.type("/sam");
    const options = page.getByRole("option");
    await options.filter({ hasText: "sample" }).waitFor();
    await page.keyboard.press("Tab");
    await options.filter({ hasText: "A picture with its words" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await options.filter({ hasText: "Side in pixels" }).waitFor();
    await page.keyboard.type("gr");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.inputValue("#main-field")).toBe("/sample draw green ");
    await page.keyboard.press("Enter");
    const image = page.getByRole("img", { name: PICTURE_ALT });
    await image.waitFor();
    expect(await page.evaluate(COLOURS)).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Picture description" }).click();
    expect(await page.locator("pre.words").innerText()).toBe(PICTURE_ALT);
    for (const name of ["zoom", "enlarge"])
      expect(await page.evaluate(`getComputedStyle(document.querySelector(".${name}")).cursor`)).toBe(
        "zoom-in",
      );
    // The picture is the button; the word below it tells whoever would not press a picture.
    for (const way of [page.getByRole("button", { name: "full size" }), page.getByText("Enlarge")]) {
      await way.click();
      await page.getByRole("dialog").getByRole("img").waitFor();
      await page.keyboard.press("Escape");
    }
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });

  it("sends at Enter although the list for what was just inserted is still on its way", async () => {
    const page = await enter("Ada");
    await page.keyboard.type("/sample draw gr");
    await page.getByRole("option").filter({ hasText: "green" }).waitFor();
    // From here on no list arrives: the server is asked and never heard.
    await page.route("**/api/complete", () => {});
    await page.keyboard.press("Tab");
    expect(await page.inputValue("#main-field")).toBe("/sample draw green ");
    await page.keyboard.press("Enter");
    expect(await page.inputValue("#main-field")).toBe("");
    await page.getByRole("img", { name: PICTURE_ALT }).waitFor();
  });

  it("asks for a name again, however often Escape is pressed at the first visit", async () => {
    const page = await (await browser().newContext({ locale: "en-US" })).newPage();
    page.setDefaultTimeout(WAIT_MS);
    pages.open.push(page);
    await page.goto(pages.web.url);
    const name = page.getByRole("dialog").getByRole("textbox");
    await name.waitFor();
    for (let press = 0; press < 3; press++) await page.keyboard.press("Escape");
    await name.fill("Ada");
    await page.keyboard.press("Enter");
    await page.locator("#main-field").waitFor();
  });

  it("brings a press to another person's tab, and keeps a private reply from it", async () => {
    const ada = await enter("Ada");
    const bob = await enter("Bob");
    await type(ada, "/sample draw");
    await ada.getByText("Only you can see this").waitFor();
    await type(ada, "/sample steps public");
    await bob.getByText("Step 0", { exact: true }).waitFor();
    await ada.getByRole("button", { name: "Next" }).click();
    await bob.getByText("Step 1", { exact: true }).waitFor();
    await bob.getByRole("button", { name: "Next" }).click();
    await ada.getByText("Step 2", { exact: true }).waitFor();
    expect(await bob.getByText("Only you can see this").count()).toBe(0);
    expect(await bob.getByRole("article").count()).toBe(1);
    await bob.locator("#people").getByText("Ada").waitFor();
  });

  it("is worked by keyboard alone: from the name to a thread and back", async () => {
    const page = await enter("Ada");
    await type(page, "/sample talk");
    const thread = page.locator("#thread");
    await thread.getByRole("heading", { name: "Our thread" }).first().waitFor();
    await expect.poll(() => focused(page)).toBe("side-field");
    await type(page, "in the thread");
    await thread.getByText("in the thread").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => thread.isVisible()).toBe(false);
    await page.getByRole("button", { name: "1 reply" }).waitFor();
    await page.getByRole("button", { name: "Next" }).focus();
    await page.keyboard.press("Enter");
    // What hangs on the message is answered in its thread, which opens again.
    await thread.getByText("Step 1", { exact: true }).waitFor();
    await expect.poll(() => focused(page)).toBe("side-field");
    await page.keyboard.press("Escape");
    await expect.poll(() => thread.isVisible()).toBe(false);
    await page.locator("#main-field").focus();
    await type(page, "/sample steps");
    await page.getByRole("button", { name: "Next" }).nth(1).focus();
    await page.keyboard.press("Enter");
    const log = page.getByRole("log", { name: "Messages in general" });
    await expect.poll(() => log.getByText("Step 1", { exact: true }).count()).toBe(2);
    // The message has been replaced, and the keyboard is still on its button.
    await expect.poll(() => page.evaluate("document.activeElement?.textContent")).toBe("Next");
    await page.evaluate("document.activeElement.blur()");
    await page.keyboard.press("/");
    await expect.poll(() => page.inputValue("#main-field")).toBe("/");
    const list = page.getByRole("listbox");
    await list.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => list.count()).toBe(0);
  });

  it("leaves the thread open at Escape in the channel's field, which only closes its list", async () => {
    const page = await enter("Ada");
    await type(page, "/sample talk");
    const thread = page.locator("#thread");
    await expect.poll(() => focused(page)).toBe("side-field");
    await page.locator("#main-field").focus();
    await page.keyboard.type("/sam");
    const options = page.getByRole("option");
    await options.first().waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => options.count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Next" }).first().focus();
    await page.keyboard.press("Escape");
    expect(await thread.isVisible()).toBe(true);
    expect(await page.inputValue("#main-field")).toBe("/sam");
    // From anywhere in the thread, not from its field alone.
    await thread.getByRole("log").focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => thread.isVisible()).toBe(false);
  });

  it("reads a change aloud in plain words, without the marks of Markdown", async () => {
    const page = await enter("Ada");
    await type(page, "/loud");
    await page.getByRole("button", { name: "Next" }).click();
    await expect
      .poll(async () => (await page.locator("#status").textContent())?.split("\n"))
      .toEqual(["Changed: The client sends SYN.", "in two lines", "SEQ 1_000 * 2", "a **fence**", "🙂"]);
  });

  it("offers first steps where nothing has been said", async () => {
    const page = await enter("Ada");
    const welcome = page.getByRole("heading", { name: "Watch TCP think" });
    await welcome.waitFor();
    await page.getByRole("button", { name: "Draw a picture" }).click();
    await page.getByRole("img", { name: PICTURE_ALT }).waitFor();
    expect(await welcome.count()).toBe(0);
  });

  it("comes back as a new person where the server no longer knows the old one's token", async () => {
    const ada = await enter("Ada");
    await pages.web.stop();
    await ada.getByText("Connection lost").waitFor();
    pages.web = await startWeb({
      bot: sampleBot().bot,
      secret: new Uint8Array(32),
      port: pages.web.port,
    });
    const toast = ada.locator("#toast");
    await expect.poll(() => toast.textContent(), { timeout: WAIT_MS }).toBe("");
    const bob = await enter("Bob");
    await type(bob, "hello Ada");
    await ada.getByText("hello Ada").waitFor();
    // She is there once: the page knows which of the people is its own.
    expect(await ada.locator("#people li").allInnerTexts()).toEqual([
      expect.stringContaining("Ada"),
      expect.stringContaining("Bob"),
    ]);
    // The browser itself complains of the connection that was cut.
    pages.complaints = pages.complaints.filter((line) => !line.includes("net::ERR_"));
  });

  it("says that too many pages are open, and goes on once one is closed", async () => {
    const first = await enter("Ada");
    const token = String(await first.evaluate("sessionStorage.getItem('ackademy.token')"));
    const others = await Promise.all(
      Array.from({ length: STREAMS_PER_PERSON - 1 }, () => join(pages.web, "Ada", token)),
    );
    const page = await first.context().newPage();
    page.setDefaultTimeout(WAIT_MS);
    await page.addInitScript(`sessionStorage.setItem("ackademy.name", "Ada");
      sessionStorage.setItem("ackademy.token", ${JSON.stringify(token)});`);
    await page.goto(pages.web.url);
    await page.getByRole("alert").filter({ hasText: "Too many pages are open" }).waitFor();
    others[0]?.close();
    const toast = page.locator("#toast");
    await expect.poll(() => toast.textContent(), { timeout: WAIT_MS }).toBe("");
    await type(first, "still here");
    await page.getByText("still here").waitFor();
    for (const other of others) other.close();
  });

  it("keeps a state's name on one line, and lets a command go on in the next", async () => {
    const page = await enter("Ada", { viewport: PHONE });
    const widths = Array.from({ length: 9 }, (_, n) => `${"x".repeat(20 + n)} \`SYN-RECEIVED\``);
    await type(page, `${widths.join(" ")} \`/handshake run three-way rtt=80 seed=7 os=windows\``);
    const code = page.locator("article .text code");
    await code.last().waitFor();
    const heights = await code.evaluateAll((all) => all.map((one) => one.getClientRects().length));
    expect(heights.slice(0, -1)).toEqual(widths.map(() => 1));
    expect(heights.at(-1)).toBeGreaterThan(1);
  });

  it("shows what people type as text, never as HTML", async () => {
    const page = await enter("<b>Ada</b>");
    await type(page, "<img src=x onerror=alert(1)> **bold** `code`");
    const message = page.getByRole("article");
    await message.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await message.locator(".text strong").innerText()).toBe("bold");
    expect(await message.locator(".text img").count()).toBe(0);
    expect(await page.locator("#people").innerText()).toContain("<b>Ada</b>");
  });

  it("fits a phone of 360 px, in Korean", async () => {
    const page = await enter("민지", { locale: "ko-KR", viewport: PHONE });
    await type(page, "/sample draw size=900 public");
    await page.getByRole("img", { name: PICTURE_ALT }).waitFor();
    await page.keyboard.type("/sample draw ");
    await page.getByRole("option").first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "채널과 사람" }).click();
    await page.getByRole("button", { name: "study" }).click();
    await page.getByRole("heading", { name: "# study" }).waitFor();
  });

  it("follows the system's dark theme, lets people choose another, and remembers it", async () => {
    const page = await enter("Ada", { colorScheme: "dark" });
    const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await paper();
    await page.getByRole("button", { name: "Light" }).click();
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.getByRole("button", { name: "한국어" }).click();
    await page.getByText("지금 있는 사람").waitFor();
    await page.reload();
    await page.getByText("지금 있는 사람").waitFor();
    expect(await paper()).toBe(light);
    expect(await page.evaluate("document.documentElement.lang")).toBe("ko");
  });
});

const focused = (page: Page): Promise<unknown> => page.evaluate("document.activeElement?.id");

// Written as text, because the project's own types know no DOM: how many colours the first picture has.
const COLOURS = `(async () => {
  const image = document.querySelector(".zoom img");
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0);
  return new Set(new Uint32Array(brush.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
})()`;
