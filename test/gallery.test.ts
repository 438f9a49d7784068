/** The gallery's page in a browser, and the pictures of README.md against what is drawn today. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { exhibits } from "../scripts/gallery/exhibits.ts";
import { README_PICTURES } from "../scripts/gallery/readme.ts";
import { scenarios } from "../src/content/scenarios.ts";
import { describeBrowser } from "./browser.ts";
import { differingTiles } from "./gallery/tiles.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const README_FOLDER = path.join(ROOT, "assets/readme");
/** Pictures are drawn and looked at in other processes, which may have to wait for their turn. */
const DRAW_TIMEOUT_MS = 60_000;
vi.setConfig({ testTimeout: DRAW_TIMEOUT_MS });
const PHONE = { width: 360, height: 740 };
/** A run of one picture, one of two hosts and an attacker, two that stand side by side, and all timers. */
const SOME = ["three-way", "forged-rst", "compare-linux-windows", "systems"];

const folder = mkdtempSync(path.join(tmpdir(), "ackademy-gallery-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm run -s gallery -- …` runs. */
async function gallery(...argv: string[]): Promise<Ended> {
  const command = ["scripts/run.mjs", "scripts/gallery.ts", ...argv];
  try {
    const said = await promisify(execFile)(process.execPath, command, { cwd: ROOT });
    return { code: 0, ...said };
  } catch (error) {
    return error as Ended;
  }
}

describe("npm run gallery", () => {
  it("hangs every scenario", () => {
    const ids = exhibits.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(scenarios.map(({ id }) => id)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says in one line what is wrong with a folder, a name or a flag", async () => {
    const file = path.join(folder, "a-file");
    writeFileSync(file, "");
    const unwritable = await gallery("--only", "three-way", "--out", path.join(file, "x"));
    expect(unwritable).toMatchObject({ code: 2, stdout: "" });
    expect(unwritable.stderr).toMatch(/^gallery: cannot write .*a-file.* \(ENOTDIR\)\n$/);
    const unknown = await gallery("--only", "three-way,four-hundred-way", "--out", folder);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toMatch(/^gallery: nothing is called four-hundred-way; there are: .*three-way/);
    expect(await gallery("--all")).toMatchObject({ code: 2 });
    expect(readdirSync(folder)).toEqual(["a-file"]);
  });
});

describeBrowser("the gallery's page", (browser) => {
  const out = path.join(folder, "some");

  beforeAll(async () => {
    const { code, stdout, stderr } = await gallery("--only", SOME.join(","), "--out", out);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/index\.html: \d+ files, [\d.]+ MB, in [\d.]+ s\n$/);
  }, DRAW_TIMEOUT_MS);

  it("loads every picture, each with its words", async () => {
    const page = await opened(browser(), out);
    const images = await page.evaluate<Image[]>(LOAD_ALL);
    expect(images.length).toBe(2 * 2 * (2 * 4 + 2));
    for (const { src, alt, loaded } of images) {
      expect({ src, loaded }).toEqual({ src, loaded: true });
      expect(alt.length, src).toBeGreaterThan(40);
    }
    expect(new Set(images.map(({ src }) => src)).size).toBe(images.length);
    expect(images.filter(({ src }) => !existsSync(path.join(out, src)))).toEqual([]);
    await page.close();
  });

  it("shows what the radio buttons ask for", async () => {
    const page = await opened(browser(), out);
    const seen = () => page.evaluate<string[]>(SEEN_VIEWS);
    expect(await seen()).toEqual(["en light", "ko light"]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await seen()).toEqual(["en dark", "ko dark"]);
    await page.getByLabel("한국어").check();
    expect(await seen()).toEqual(["ko dark"]);
    await page.locator("#theme-both").check();
    expect(await seen()).toEqual(["ko dark", "ko light"]);
    await page.close();
  });

  it("fits a phone, in both languages", async () => {
    const page = await opened(browser(), out, PHONE);
    await page.evaluate<Image[]>(LOAD_ALL);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
    }
    await page.close();
  });

  it("breaks no word of its Korean headings on a phone, and keeps each heading in one piece", async () => {
    const page = await opened(browser(), out, PHONE);
    const headings = await page.evaluate<Heading[]>(KOREAN_HEADINGS);
    expect(headings.length).toBeGreaterThan(SOME.length);
    expect(headings.filter(({ broken, pieces }) => broken.length > 0 || pieces > 1)).toEqual([]);
    await page.close();
  });

  it("moves nothing for who wants nothing to move", async () => {
    const page = await opened(browser(), out);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.evaluate<Image[]>(LOAD_ALL);
    const shown = await page.evaluate<string[]>(
      "[...document.querySelectorAll('picture img')].map((image) => image.currentSrc.slice(-4))",
    );
    expect(new Set(shown)).toEqual(new Set([".png"]));
    await page.emulateMedia({ reducedMotion: "no-preference" });
    // The browser chooses another source in its own time.
    await expect
      .poll(() => page.evaluate("document.querySelector('picture img').currentSrc"), { timeout: 10_000 })
      .toMatch(/\.gif$/);
    await page.close();
  });
});

async function opened(
  browser: Browser,
  out: string,
  viewport = { width: 1_200, height: 800 },
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.goto(pathToFileURL(path.join(out, "index.html")).href);
  return page;
}

interface Image {
  readonly src: string;
  readonly alt: string;
  readonly loaded: boolean;
}

/** The hidden and the far ones too. */
const LOAD_ALL = `Promise.all([...document.images].map(async (image) => {
  image.loading = "eager";
  await image.decode().catch(() => {});
  return { src: image.getAttribute("src"), alt: image.alt, loaded: image.complete && image.naturalWidth > 0 };
}))`;

interface Heading {
  readonly text: string;
  /** Words that begin on one line and end on another. */
  readonly broken: readonly string[];
  /** Boxes that it is laid out in: more than one where it begins on a line of the other language. */
  readonly pieces: number;
}

const KOREAN_HEADINGS = `[...document.querySelectorAll("h1 span, h2 span")].map((span) => {
  const [node, text] = [span.firstChild, span.textContent];
  const broken = [...text.matchAll(/\\S+/g)].flatMap(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : [];
  });
  return { text, broken, pieces: span.getClientRects().length };
})`;

const SEEN_VIEWS = `[...new Set([...document.querySelectorAll("figure")]
  .filter((figure) => figure.checkVisibility()).map((figure) => figure.className))].sort()`;

describe("the pictures of README.md", () => {
  const shownIn = (file: string): string[] =>
    [...readFileSync(path.join(ROOT, file), "utf8").matchAll(/assets\/(?:readme|tour)\/([\w.-]+\.png)/g)].map(
      ([, name]) => name as string,
    );
  const painted = (names: readonly string[]) => names.filter((name) => README_PICTURES.includes(name));

  it("are those that the two READMEs show, six each", () => {
    const [english, korean] = [painted(shownIn("README.md")), painted(shownIn("README.ko.md"))];
    expect([english.length, korean.length]).toEqual([6, 6]);
    expect([...new Set([...english, ...korean])].sort()).toEqual([...README_PICTURES].sort());
    expect(readdirSync(README_FOLDER).sort()).toEqual([...README_PICTURES].sort());
  });

  it("are Korean in the Korean one wherever there is a Korean one", () => {
    const twins = [...README_PICTURES, ...readdirSync(path.join(ROOT, "assets/tour"))];
    const english = shownIn("README.ko.md").filter((name) => twins.includes(name.replace(".png", ".ko.png")));
    expect(english).toEqual([]);
  });

  it("are what is drawn today (npm run -s gallery -- --readme)", async () => {
    const out = path.join(folder, "readme");
    expect(await gallery("--readme", "--out", out)).toMatchObject({ code: 0 });
    const differing: Record<string, number> = {};
    for (const name of README_PICTURES) {
      const tiles = await differingTiles(path.join(README_FOLDER, name), path.join(out, name));
      if (tiles > 0) differing[name] = tiles;
    }
    expect(differing).toEqual({});
  });
});
