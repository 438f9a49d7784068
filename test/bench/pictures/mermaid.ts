/**
 * Mermaid in a warm Chromium, drawing the same connection. It is no dependency: installed beside this project, or
 * anywhere with MERMAID_PATH naming its `mermaid.min.js`.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import type { Row } from "../../../scripts/bench-row.ts";
import { layout } from "../../../src/diagram/layout.ts";
import type { Painters } from "../../../src/diagram/painters.ts";
import type { Trace } from "../../../src/simulator/network/trace.ts";
import { flagNames } from "../../../src/simulator/tcp/segment.ts";
import { CHROMIUM_FLAGS, findChromium } from "../../chromium.ts";
import { TRACES } from "../../diagram/traces.ts";
import { options } from "../../diagram/words.ts";
import { asked, unpacked } from "./life.ts";
import { median, notRun, ROUNDS, timed, timesAtLeast } from "./rows.ts";

const TIMES_FASTER_MIN = 6;
/** Of the package, where it is installed; no name that a checker of dependencies would ask for. */
const SCRIPT = ["mermaid", "dist/mermaid.min.js"].join("/");
const WHAT = "mermaid in a warm Chromium against ours, a pixel";
/** Each runs for so long before what counts: whichever it is, its code is compiled by then. */
const WARM_MS = 3_000;
const VIEWPORT = { width: 1_200, height: 2_000 };

export async function mermaid(painters: Painters): Promise<Row> {
  const script = findMermaid();
  if (!script) return notRun(WHAT, "no mermaid (MERMAID_PATH names its mermaid.min.js)", TIMES_FASTER_MIN);
  const executablePath = findChromium();
  if (!executablePath) return notRun(WHAT, "no Chromium (CHROME_PATH names it)", TIMES_FASTER_MIN);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 2 });
    await page.setContent("<body style='margin:0'><div id='here' style='width:fit-content'></div>");
    await page.addScriptTag({ path: script });
    await page.evaluate("mermaid.initialize({ startOnLoad: false, sequence: { useMaxWidth: false } })");
    return await compared(page, painters);
  } finally {
    await browser.close();
  }
}

/** Both from the trace to the PNG, in turns with the floor. */
async function compared(page: Page, painters: Painters): Promise<Row> {
  const trace = TRACES.lostLife;
  const picture = layout(trace, options("en", "life"));
  const ours = () => asked(painters, layout(trace, options("en", "life")), "light")();
  const theirs = () => drawn(page, textOf(trace));
  const [us, them] = [area(await ours()), area(await theirs())];
  const { pixels } = await unpacked(picture);
  for (const one of [ours, theirs]) await warm(one);
  const times = {
    ours: [] as number[],
    theirs: [] as number[],
    paint: [] as number[],
    floor: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round++) {
    times.floor.push(await timed(() => deflateSync(pixels, { level: 1 })));
    times.ours.push(await timed(ours));
    times.paint.push(await timed(asked(painters, picture, "light")));
    times.theirs.push(await timed(theirs));
  }
  const [own, other, alone, floor] = [times.ours, times.theirs, times.paint, times.floor].map(median) as [
    number,
    number,
    number,
    number,
  ];
  const parts = `${own.toFixed(1)} ms of ${megapixels(us)}, ${alone.toFixed(1)} ms of them painting`;
  const figures = `${other.toFixed(0)} ms of ${megapixels(them)}, ${parts}, zlib ${floor.toFixed(1)} ms`;
  return timesAtLeast(`${WHAT} (${figures})`, other / them / (own / us), TIMES_FASTER_MIN);
}

async function warm(draw: () => Promise<unknown>): Promise<void> {
  for (const end = performance.now() + WARM_MS; performance.now() < end; ) await draw();
}

async function drawn(page: Page, text: string): Promise<Uint8Array> {
  await page.evaluate(
    `mermaid.render("drawn", ${JSON.stringify(text)}).then(({ svg }) => { document.getElementById("here").innerHTML = svg })`,
  );
  return page.locator("#here svg").screenshot();
}

/** Segments as arrows, a lost one with its cross, states as notes: as much of the picture as mermaid has words for. */
function textOf(trace: Trace): string {
  const lost = new Set(trace.entries.flatMap(({ move }) => (move.type === "lose" ? [move.id] : [])));
  const lines = trace.entries.flatMap(({ host, states, sent }) => [
    ...states.map(({ after }) => `Note over ${host}: ${after}`),
    ...sent.map(
      ({ id, from, to, seg, relative }) =>
        `${from}-${lost.has(id) ? "x" : ">>"}${to}: ${flagNames(seg.flags)} seq=${relative.seq} ack=${relative.ack}`,
    ),
  ]);
  return ["sequenceDiagram", ...trace.hosts.map(({ id }) => `participant ${id}`), ...lines].join("\n");
}

/** Pixels of a PNG: its width and height stand behind the first 16 bytes. */
function area(png: Uint8Array): number {
  const view = new DataView(png.buffer, png.byteOffset);
  return view.getUint32(16) * view.getUint32(20);
}

const megapixels = (pixels: number): string => `${(pixels / 1_000_000).toFixed(2)} MP`;

function findMermaid(): string | null {
  const named = process.env.MERMAID_PATH;
  if (named) return existsSync(named) ? named : null;
  try {
    return fileURLToPath(import.meta.resolve(SCRIPT));
  } catch {
    return null;
  }
}
