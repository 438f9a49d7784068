/** A trace as a picture with its words, in the language and theme of whoever looks at it. */
import type { CommandContext } from "../chat/command.ts";
import type { Picture } from "../chat/message.ts";
import { type Labels, type Layout, layout, layoutPages, layoutStateMap, paint } from "../diagram/index.ts";
import { alt, labelsOf, stepView } from "../simulator/explain/index.ts";
import type { Trace } from "../simulator/network/trace.ts";
import { commandOf, numbersOf, type Request } from "./request.ts";

/** Longer than any platform takes: each cuts it at a line to its own limit. */
const ALT_MAX = 4_000;

type Drawn =
  | { readonly ok: true; readonly picture: Picture; readonly pages: number }
  | { readonly ok: false; readonly limit: number };

export async function pictureOf(
  trace: Trace,
  request: Request,
  context: CommandContext,
  page: number,
): Promise<Drawn> {
  const labels = labelsFor(trace, request, context);
  const pages = layoutPages(trace, { locale: context.locale, labels, numbers: numbersOf(request) });
  if (!pages.ok) return { ok: false, limit: pages.limit };
  const shown = pages.layouts[Math.min(page, pages.layouts.length - 1)] as Layout;
  return { ok: true, picture: await painted(shown, trace, request, context), pages: pages.layouts.length };
}

/** The first `number` entries; the newest stands out. Nothing at all has no picture. */
export async function pictureOfStep(
  trace: Trace,
  request: Request,
  context: CommandContext,
  number: number,
): Promise<Picture | null> {
  const { locale, language } = context;
  // The caption must not tell how it ends to somebody who goes step by step.
  const caption =
    number === 0 ? "" : stepView(trace, number - 1, locale, language, { numbers: numbersOf(request) }).title;
  const labels = labelsOf(trace, locale, language, { command: commandOf(request), caption });
  const shapes = layout(trace, {
    locale,
    labels,
    numbers: numbersOf(request),
    upTo: number,
    focus: true,
  });
  const soFar = { ...trace, entries: trace.entries.slice(0, number), inFlight: [] };
  return painted(shapes, soFar, request, context);
}

/** The eleven states, with the path that this run took at each end. */
export async function mapOf(trace: Trace, request: Request, context: CommandContext): Promise<Picture> {
  const labels = labelsFor(trace, request, context);
  return painted(layoutStateMap(trace, { locale: context.locale, labels }), trace, request, context);
}

const labelsFor = (trace: Trace, request: Request, { locale, language }: CommandContext): Labels =>
  labelsOf(trace, locale, language, { command: commandOf(request) });

async function painted(
  shapes: Layout,
  trace: Trace,
  request: Request,
  context: CommandContext,
): Promise<Picture> {
  return {
    png: await paint(shapes, context.theme),
    alt: alt(trace, context.locale, context.language, ALT_MAX, numbersOf(request)),
    width: Math.round(shapes.width * shapes.scale),
    height: Math.round(shapes.height * shapes.scale),
    name: `${request.scenario.id}.png`,
  };
}
