/** Each exhibit as files, painted by the cards that answer in chat, so that the gallery shows what a learner gets. */
import { compareCard } from "../../src/card/compare-card.ts";
import { mapOf, movingPictureOf, pictureOf, pictureOfStep } from "../../src/card/picture.ts";
import { commandOf, type Request } from "../../src/card/request.ts";
import { hasStates, traceOf } from "../../src/card/run-card.ts";
import { systemsCard } from "../../src/card/systems-card.ts";
import type { Message, Picture } from "../../src/chat/message.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import type { Exhibit } from "./exhibits.ts";
import { contextOf, VIEWS, type View } from "./view.ts";

export type Kind = "run" | "map" | "step" | "moving" | "compare" | "systems";

/** One picture of an exhibit as one viewer sees it. Paths are relative to the gallery's folder. */
export interface Shown extends View {
  readonly kind: Kind;
  readonly file: string;
  /** Of a moving one: what stands in its place where nothing is to move. */
  readonly still?: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** From 1; null where one picture holds all. */
  readonly page: { readonly number: number; readonly of: number } | null;
}

export interface Hung {
  readonly exhibit: Exhibit;
  readonly title: Readonly<Record<View["locale"], string>>;
  readonly command: string;
  readonly shown: readonly Shown[];
}

export type Write = (file: string, data: Uint8Array) => void;

export async function drawAll(wanted: readonly Exhibit[], write: Write): Promise<Hung[]> {
  const hung: Hung[] = [];
  for (const exhibit of wanted) hung.push(await hang(exhibit, write));
  return hung;
}

async function hang(exhibit: Exhibit, write: Write): Promise<Hung> {
  switch (exhibit.type) {
    case "scenario":
      return hangRun(exhibit, write);
    case "compare": {
      const { a, b, scenario } = exhibit.sides;
      const command = `/handshake compare ${a} ${b}${scenario ? ` scenario=${scenario}` : ""}`;
      return hangCard(exhibit, command, (view) => compareCard(exhibit.sides, contextOf(view)), write);
    }
    case "systems":
      return hangCard(exhibit, "/handshake compare", (view) => systemsCard(contextOf(view)), write);
  }
}

async function hangRun(exhibit: Extract<Exhibit, { type: "scenario" }>, write: Write): Promise<Hung> {
  const request: Request = { scenario: exhibit.scenario };
  const trace = traceOf(request);
  const shown: Shown[] = [];
  for (const view of VIEWS) {
    const keep = keeper(exhibit.id, view, write);
    const pages = await pagesOf(trace, request, view);
    const whole = pages.map((picture, i) =>
      keep("run", picture, pages.length > 1 ? { number: i + 1, of: pages.length } : null),
    );
    const map = hasStates(trace) ? await mapOf(trace, request, contextOf(view)) : null;
    const middle = Math.ceil(trace.entries.length / 2);
    const step = await pictureOfStep(trace, request, contextOf(view), middle);
    const moving = await movingPictureOf(trace, request, contextOf(view));
    shown.push(
      ...whole,
      ...(map ? [keep("map", map, null)] : []),
      ...(step ? [keep("step", step, null)] : []),
    );
    const [first] = whole;
    if (first && moving.ok && moving.picture.gif) {
      const { gif } = moving.picture;
      const file = fileOf(exhibit.id, view, "moving", "gif");
      write(file, gif);
      shown.push({ ...first, ...sizeOf(gif), kind: "moving", file, still: first.file, page: null });
    }
  }
  return { exhibit, title: exhibit.scenario.title, command: commandOf(request), shown };
}

async function pagesOf(trace: Trace, request: Request, view: View): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const drawn = await pictureOf(trace, request, contextOf(view), page);
    if (!drawn.ok) throw new Error(`${request.scenario.id} takes more than ${drawn.limit} pictures`);
    pictures.push(drawn.picture);
    pages = drawn.pages;
  }
  return pictures;
}

/** Width and height stand behind the six letters that a GIF begins with. */
function sizeOf(gif: Uint8Array): { width: number; height: number } {
  const view = new DataView(gif.buffer, gif.byteOffset);
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** A card with one picture; its title is the first line of what the card says. */
async function hangCard(
  exhibit: Extract<Exhibit, { type: "compare" | "systems" }>,
  command: string,
  card: (view: View) => Promise<Message>,
  write: Write,
): Promise<Hung> {
  const shown: Shown[] = [];
  const title = { en: "", ko: "" };
  for (const view of VIEWS) {
    const { text, picture } = await card(view);
    if (!picture) throw new Error(`${exhibit.id} has no picture`);
    title[view.locale] = (text.split("\n")[0] ?? "").replaceAll("**", "");
    shown.push(keeper(exhibit.id, view, write)(exhibit.type, picture, null));
  }
  return { exhibit, title, command, shown };
}

const fileOf = (id: string, { locale, theme }: View, kind: Kind, ending: string, page = 1): string =>
  `${locale}-${theme}/${id}-${kind}${page > 1 ? `-${page}` : ""}.${ending}`;

/** Writes a picture and remembers it for the page. */
const keeper =
  (id: string, view: View, write: Write) =>
  (kind: Kind, { png, alt, width, height }: Picture, page: Shown["page"]): Shown => {
    const file = fileOf(id, view, kind, "png", page?.number);
    write(file, png);
    return { ...view, kind, file, alt, width, height, page };
  };
