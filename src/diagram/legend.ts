/** Below the lifelines: what found no room where it belongs, each behind the sign that stands there. */
import { type Run, run, toldOf } from "./label.ts";
import type { Given } from "./labels.ts";
import type { Font } from "./measure.ts";
import { inkOf, isDim, litOf, type Scene } from "./scene.ts";
import type { Lit, Role, Text } from "./shape.ts";
import { addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Span } from "./spans.ts";
import { boxText, litOfSpan } from "./states.ts";
import type { Call, Journey, Story } from "./story.ts";
import { clip } from "./text.ts";
import type { Wait } from "./waits.ts";

const SIGNS = [..."①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ"];
const PADDING = 10;
const WORDS_ROOM = 280;

/** What may stand in a legend. */
export type Thing = Journey | Call | Span | Wait;

export interface Legend {
  readonly signs: ReadonlyMap<Thing, string>;
  readonly rows: readonly LegendRow[];
  readonly height: number;
}

interface LegendRow {
  readonly thing: Thing;
  readonly runs: readonly Run[];
}

/** Signs by the order of time, as far as there are signs. In a comparison what both halves say alike has one sign. */
export function legendOf(story: Story, options: Given, crammed: ReadonlySet<Thing>, beside: boolean): Legend {
  const signs = new Map<Thing, string>();
  const rows = new Map<string, LegendRow>();
  for (const thing of [...crammed].sort((a, b) => beginOf(a) - beginOf(b))) {
    const told = wordsOf(story, options, thing, beside);
    const said = beside ? JSON.stringify(told.map(({ look }) => look)) : String(rows.size);
    const sign = rows.get(said)?.runs[0]?.look.text ?? SIGNS[rows.size];
    if (sign === undefined) break;
    signs.set(thing, sign);
    if (rows.has(said)) continue;
    const signed = run(sign, "bold", size.FLAGS_SIZE, told[0]?.look.role ?? "text");
    rows.set(said, { thing, runs: [signed, ...told] });
  }
  const height = rows.size === 0 ? 0 : rows.size * size.LINE_HEIGHT + PADDING;
  return { signs, rows: [...rows.values()], height };
}

const beginOf = (thing: Thing): number =>
  "flight" in thing ? thing.since : "lines" in thing ? thing.n : (thing.from ?? -1);

function wordsOf(story: Story, options: Given, thing: Thing, beside: boolean): Run[] {
  if ("flight" in thing) return toldOf(story, options, thing);
  if ("lines" in thing)
    return thing.lines.map((line) => words(line, "mono", thing.alarm ? "alarm" : "muted"));
  return [words("words" in thing ? thing.words : boxText(thing, beside), "bold", "muted")];
}

const words = (text: string, font: Font, role: Role): Run =>
  run(clip(text, font, size.TEXT_SIZE, WORDS_ROOM).text, font, size.TEXT_SIZE, role);

export function drawLegend(scene: Scene): void {
  let y = scene.bottom + PADDING + size.LINE_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE;
  for (const { thing, runs } of scene.legend.rows) {
    let x: number = size.EDGE;
    const lit = litAs(scene, thing);
    const ink = "flight" in thing ? {} : inkOf(scene, entryOf(thing));
    const texts = runs.map(({ look, long }): Text => {
      const inked = look.role === "muted" ? ink : {};
      const text: Text = { type: "text", ...look, ...inked, x, y, anchor: "start", rotation: 0, ...lit };
      x += long + size.LABEL_GAP;
      return text;
    });
    addTexts(scene, texts);
    y += size.LINE_HEIGHT;
  }
}

/** Whose newness it shares: a timer's words stand out where it ends. */
const entryOf = (thing: Exclude<Thing, Journey>): number | null =>
  "lines" in thing ? thing.n : "words" in thing ? thing.to : thing.from;

function litAs(scene: Scene, thing: Thing): Lit {
  if ("flight" in thing) return litOf(scene, thing);
  if ("lines" in thing) return isDim(scene, thing.n);
  if ("words" in thing) return isDim(scene, thing.from, ...(thing.to === null ? [] : [thing.to]));
  return litOfSpan(scene, thing);
}
