/** Selects, forms, files, message menus and mentions on the local page, in a real browser. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeBrowser } from "../browser.ts";
import { KEPT_TEXT } from "../chat/sample-tools.ts";
import { openPages, PHONE, type } from "./page-stage.ts";
import { join } from "./web-stage.ts";

describeBrowser("the local page's selects, forms and menus", (browser) => {
  const pages = openPages(browser);
  const { enter } = pages;

  const openForm = async (page: Page) => {
    await type(page, "/tools ask");
    await page.getByRole("button", { name: "Open" }).click();
    const form = page.getByRole("dialog", { name: "Your words" });
    await form.waitFor();
    return form;
  };

  it("lets an entry be chosen with the keyboard alone, and changes the message for all", async () => {
    const ada = await enter("Ada");
    const bob = await enter("Bob");
    await type(ada, "/tools choose public");
    const select = ada.getByRole("button", { name: "Colour" });
    await select.focus();
    await ada.keyboard.press("ArrowDown");
    await ada.getByRole("listbox", { name: "Colour" }).waitFor();
    await ada.keyboard.press("b");
    await expect.poll(() => focused(ada)).toContain("blue");
    await ada.keyboard.press("Escape");
    await expect.poll(() => focused(ada)).toBe("Colour");
    expect(await ada.getByRole("option").count()).toBe(0);
    await ada.keyboard.press("Enter");
    await ada.keyboard.press("ArrowDown");
    await expect.poll(() => focused(ada)).toContain("green");
    await ada.keyboard.press("Enter");
    await bob.getByText("you chose colour green", { exact: true }).waitFor();
    // The message is another now; whoever works with the keyboard is still at it.
    await ada.getByText("you chose colour green", { exact: true }).waitFor();
    const at = () => ada.evaluate("document.activeElement?.closest('article')?.textContent");
    await expect.poll(at).toContain("you chose colour green");
  });

  it("hands a file over, saved and not shown, to its owner alone", async () => {
    const page = await enter("Ada");
    await type(page, "/tools keep");
    const link = page.getByRole("link", { name: "kept.json" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("kept.json");
    expect(readFileSync(await download.path(), "utf8")).toBe(KEPT_TEXT);
    const [address = "", token = ""] = String(await link.getAttribute("href")).split("?");
    const ask = (path: string) => fetch(new URL(path, pages.web.url));
    const hers = await ask(`${address}?${token}`);
    expect(hers.headers.get("content-disposition")).toBe('attachment; filename="kept.json"');
    expect(hers.headers.get("content-type")).toBe("application/json");
    expect(hers.headers.get("x-content-type-options")).toBe("nosniff");
    const bob = await join(pages.web, "Bob");
    for (const other of [address, `${address}?token=${bob.token}`])
      expect((await ask(other)).status).toBe(404);
    bob.close();
  });

  it("closes a list at a click elsewhere, and sends nothing", async () => {
    const page = await enter("Ada");
    await type(page, "/tools choose");
    await page.getByRole("button", { name: "Colour" }).click();
    await page.getByRole("option", { name: "red" }).waitFor();
    await page.locator("#main-field").click();
    await expect.poll(() => page.getByRole("option").count()).toBe(0);
    expect(await page.getByText("Pick a colour").count()).toBe(1);
  });

  it("says at its field what is missing, keeps what was written, and sends it", async () => {
    const page = await enter("Ada");
    const form = await openForm(page);
    const words = form.getByLabel("In your own words");
    expect(await words.inputValue()).toBe("SYN");
    await expect.poll(() => page.evaluate("document.activeElement?.id")).toBe("form-words");
    await words.fill("");
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("Write something here first.").waitFor();
    await form.getByText("Pick one of these first.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement?.id")).toBe("form-words");
    expect(await words.getAttribute("aria-invalid")).toBe("true");
    await words.fill("first SYN\nthen <b>ACK</b>");
    await form.getByLabel("Mood").selectOption("good");
    await form.getByRole("button", { name: "Send" }).click();
    await page.getByText("then <b>ACK</b> (good)").waitFor();
    expect(await form.count()).toBe(0);
    expect(await page.locator(".text b").count()).toBe(0);
  });

  it("sends nothing at Escape or Cancel, and goes back to the button", async () => {
    const page = await enter("Ada");
    const form = await openForm(page);
    await page.keyboard.press("Escape");
    await expect.poll(() => form.count()).toBe(0);
    await expect.poll(() => focused(page)).toBe("Open");
    await page.keyboard.press("Enter");
    await form.waitFor();
    await form.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => form.count()).toBe(0);
    expect(await page.getByRole("article").count()).toBe(1);
  });

  it("keeps a form open that the server refused, with the reason in it", async () => {
    const page = await enter("Ada");
    const form = await openForm(page);
    await form.getByLabel("Mood").selectOption("bad");
    await page.route("**/api/submit", (route) =>
      route.fulfill({ status: 429, json: { error: "That is a lot at once." } }),
    );
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByRole("alert").getByText("That is a lot at once.").waitFor();
    await page.unroute("**/api/submit");
    await form.getByRole("button", { name: "Send" }).click();
    await page.getByText("sent 7: SYN (bad)").waitFor();
    // The browser itself complains of the refusal.
    pages.complaints = pages.complaints.filter((line) => !line.includes("429"));
  });

  it("offers a menu on messages that carry buttons, and on no other", async () => {
    const page = await enter("Ada");
    await type(page, "/sample draw");
    await page.getByText("Only you can see this").waitFor();
    expect(await page.getByRole("button", { name: "More for this message" }).count()).toBe(0);
    await type(page, "/sample steps");
    await page.getByRole("button", { name: "More for this message" }).click();
    await page.getByRole("menuitem", { name: "Inspect sample" }).click();
    await page.getByText("carries step 1").waitFor();
  });

  it("listens to its name, and to nothing else", async () => {
    const page = await enter("Ada");
    await type(page, "@ackademy next");
    await page.getByText("moved on", { exact: true }).waitFor();
    await type(page, "@ackademyx next");
    await page.getByText("@ackademyx next").waitFor();
    await type(page, "@Ackademy, sample greet beta");
    await page.getByText("hello beta").waitFor();
    expect(await page.getByText("moved on", { exact: true }).count()).toBe(1);
  });

  it("fits a phone of 360 px in Korean: a list at its edge and a form", async () => {
    const page = await enter("민지", { locale: "ko-KR", viewport: PHONE, colorScheme: "dark" });
    await type(page, "/견본 단계");
    await page.getByRole("button", { name: "이 메시지로 할 수 있는 일" }).click();
    const box = await page.getByRole("menu").boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(PHONE.width);
    await page.keyboard.press("Escape");
    await page.locator("#main-field").focus();
    await type(page, "/sample draw gren size=40");
    await page.getByRole("button", { name: "양식으로 입력" }).click();
    const form = page.getByRole("dialog", { name: "/sample draw" });
    expect(await form.getByLabel("그림의 색").inputValue()).toBe("blue");
    for (const part of [
      form,
      form.getByLabel("한 변의 픽셀 수"),
      form.getByRole("button", { name: "취소" }),
    ]) {
      const { x, width } = (await part.boundingBox())!;
      expect(x + width).toBeLessThanOrEqual(PHONE.width);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
    await form.getByLabel("그림의 색").selectOption("green");
    await form.getByRole("button", { name: "보내기" }).click();
    await page.getByText("그렸어요").waitFor();
  });
});

const focused = (page: Page): Promise<unknown> => page.evaluate("document.activeElement?.textContent");
