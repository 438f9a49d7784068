/** A trace as a picture with its words, in the language and theme of whoever looks at it. */

import type { CommandContext } from "../chat/command.ts";
import type { Picture } from "../chat/message.ts";
import { type Drawing, type Labels, layoutStateMap, plan, planPages, planReels } from "../diagram/index.ts";
import { alt, captionsOfMap, labelsOf, stepView } from "../simulator/explain/index.ts";
import { partOf } from "../simulator/network/part.ts";
import { numbersOf } from "../simulator/network/scenario.ts";
import type { Trace } from "../simulator/network/trace.ts";
import { painted, paintedMoving } from "./painted.ts";
import { commandOf, type Request } from "./request.ts";

type Drawn =
  | { readonly ok: true; readonly picture: Picture; readonly pages: number }
  | { readonly ok: false; readonly limit: number };

export async function pictureOf(
  trace: Trace,
  request: Request,
  context: CommandContext,
  page: number,
): Promise<Drawn> {
  const made = planPages(trace, optionsOf(trace, request, context));
  if (!made.ok) return made;
  const shown = made.plans[Math.min(page, made.plans.length - 1)] as Drawing;
  return { ok: true, picture: await drawn(shown, trace, request, context), pages: made.plans.length };
}

/** With a GIF beside it, a frame a step; too many steps are refused. */
export async function movingPictureOf(
  trace: Trace,
  request: Request,
  context: CommandContext,
): Promise<Drawn> {
  const options = optionsOf(trace, request, context);
  const [reels, pages] = [planReels(trace, options), planPages(trace, options)];
  if (!reels.ok) return reels;
  if (!pages.ok) return pages;
  const shown = { drawing: pages.plans[0] as Drawing, reels: reels.plans };
  const told = toldOf(trace, request, context);
  const moving = await paintedMoving(shown, told, request.scenario.id, context.theme);
  return moving.ok ? { ...moving, pages: pages.plans.length } : moving;
}

/** The first `number` entries; the newest stands out. Nothing at all has no picture. */
export async function pictureOfStep(
  trace: Trace,
  request: Request,
  context: CommandContext,
  number: number,
): Promise<Picture | null> {
  const { locale, language } = context;
  const numbers = numbersOf(request);
  // The caption must not tell how it ends to somebody who goes step by step.
  const caption = number === 0 ? "" : stepView(trace, number - 1, locale, language, { numbers }).title;
  const labels = labelsOf(trace, locale, language, { command: commandOf(request), caption });
  const shown = plan(trace, { locale, labels, numbers, upTo: number, focus: true });
  const ongoing = number < trace.entries.length;
  const picture = await drawn(shown, partOf(trace, number), request, context, ongoing, caption);
  return { ...picture, newestLast: true };
}

/** The eleven states, with the path that this run took at each end. */
export async function mapOf(trace: Trace, request: Request, context: CommandContext): Promise<Picture> {
  const { locale, language } = context;
  const { labels } = optionsOf(trace, request, context);
  const told = { ...labels, ...captionsOfMap(trace, locale, language) };
  return drawn(layoutStateMap(trace, { locale, labels: told }), trace, request, context);
}

function optionsOf(trace: Trace, request: Request, { locale, language }: CommandContext) {
  const labels: Labels = labelsOf(trace, locale, language, { command: commandOf(request) });
  return { locale, labels, numbers: numbersOf(request) };
}

function drawn(
  drawing: Drawing,
  trace: Trace,
  request: Request,
  context: CommandContext,
  ongoing = false,
  caption = "",
): Promise<Picture> {
  const told = toldOf(trace, request, context, ongoing, caption);
  return painted(drawing, told, request.scenario.id, context.theme);
}

const toldOf = (
  trace: Trace,
  request: Request,
  { locale, language }: CommandContext,
  ongoing = false,
  caption = "",
): string => alt(trace, locale, language, numbersOf(request), { ongoing, caption });
