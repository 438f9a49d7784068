/** Counts and times what the rooms tell: `metrics.ts` holds the numbers, and clocks are here. */
import { tracingChannel } from "node:diagnostics_channel";
import type { Answer, Bot, Log } from "../chat/bot.ts";
import type { Meter } from "../chat/meter.ts";
import { named } from "../chat/named.ts";
import type { Slots } from "../store/slots.ts";
import type { Metrics } from "./metrics.ts";
import { withRequestId } from "./request-id.ts";

export interface RunningMeter extends Meter {
  /** Answers that are under way. */
  underWay(): number;
}

/** @param newId names one request in the log. */
export function createMeter(metrics: Metrics, newId: () => string): RunningMeter {
  let underWay = 0;
  const count = (platform: string, by: number): void => {
    underWay += by;
    metrics.underWay.inc({ platform }, by);
  };
  return {
    underWay: () => underWay,
    stalePress: () => metrics.stalePresses.inc(),
    async follow(platform, work) {
      let answered = false;
      const timed = metrics.firstAnswer.startTimer({ platform });
      count(platform, 1);
      try {
        return await withRequestId(newId(), () =>
          work(() => {
            if (answered) return;
            answered = true;
            timed();
          }),
        );
      } finally {
        count(platform, -1);
      }
    },
  };
}

/** The same bot; each request is counted, and has a line in the log that says nothing of what was said. */
export function meteredBot(bot: Bot, metrics: Metrics, log: Log): Bot {
  const counted = async (by: string, command: string, work: () => Promise<Answer>): Promise<Answer> => {
    const began = performance.now();
    const answer = await work();
    const result = answer.refused?.why ?? "ok";
    metrics.requests.inc({ by, command, result });
    if (answer.refused?.because === "moved on") metrics.stalePresses.inc();
    log.info({ by, command, result, ms: Math.round(performance.now() - began) }, "answered");
    return answer;
  };
  // Only names that exist: what people type must neither be logged nor make a time series.
  const commandOf = (word = ""): string => named(bot.commands, word.replace(/^\//u, ""))?.name ?? "none";
  const ofMenu = (name: string): string =>
    bot.commands.find(({ menus = [] }) => menus.some((menu) => menu.name === name))?.name ?? "none";
  return {
    ...bot,
    // Whatever else it is handed is handed on: what is left out here is missed in the running bot alone.
    run: (text, ...more) =>
      counted("command", commandOf(text.trim().split(/\s/u)[0]), () => bot.run(text, ...more)),
    press: (id, context, pressed) =>
      counted(pressed?.fields === undefined ? "press" : "form", commandOf(id.split("|")[1]), () =>
        bot.press(id, context, pressed),
      ),
    menu: (name, ...more) => counted("menu", ofMenu(name), () => bot.menu(name, ...more)),
    mention: (words, ...more) =>
      counted("mention", commandOf(words.trim().split(/\s/u)[0]), () => bot.mention(words, ...more)),
    start: (...all) => counted("shortcut", "none", () => bot.start(...all)),
  };
}

/** The same slots; what becomes of each is counted once, whoever else tried. */
export function meteredSlots(slots: Slots, { slots: counter }: Metrics): Slots {
  const counted = async (marked: Promise<boolean>, result: string, reason = ""): Promise<boolean> => {
    const done = await marked;
    if (done) counter.inc({ result, reason });
    return done;
  };
  return {
    ...slots,
    skip: (slot) => counted(slots.skip(slot), "skipped", slot.reason),
    markSent: (slot, sent) => counted(slots.markSent(slot, sent), "sent"),
    markRevealed: (slot) => counted(slots.markRevealed(slot), "revealed"),
    markFailed: (slot, reason) => counted(slots.markFailed(slot, reason), "failed", reason),
  };
}

interface Painting {
  readonly kind: "picture" | "moving";
  done?: () => void;
}

/** `diagram/` tells of its painting on this channel, and knows nobody who listens. */
export function timePainting({ render }: Metrics): void {
  tracingChannel<string, Painting>("ackademy:paint").subscribe({
    start: (painting) => {
      painting.done = render.startTimer({ kind: painting.kind });
    },
    end: () => {},
    asyncStart: () => {},
    asyncEnd: (painting) => painting.done?.(),
    error: () => {},
  });
}
