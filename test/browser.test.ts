import { expect, it } from "vitest";
import { describeBrowser } from "./browser.ts";

describeBrowser("the browser for tests", (browser) => {
  it("runs a page's script", async () => {
    const page = await browser().newPage();
    await page.setContent("<output></output><script>document.querySelector('output').value = 6 * 7</script>");
    expect(await page.textContent("output")).toBe("42");
    await page.close();
  });
});
