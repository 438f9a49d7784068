/** What a picture should say of a run, and whether it does. */
import { expect } from "vitest";
import type { Layout } from "../../src/diagram/index.ts";
import type { Plan } from "../../src/diagram/plan.ts";
import { EDGE } from "../../src/diagram/sizes.ts";
import { boxText } from "../../src/diagram/states.ts";
import type { Journey } from "../../src/diagram/story.ts";
import { ACK, flagNames, has } from "../../src/simulator/tcp/segment.ts";
import { texts } from "./looks.ts";

/** Which words of the plan the picture does not say as often: of segments, their fates, calls, states and timers. */
export function untold({ story, options, beside }: Plan, picture: Layout): string[] {
  const whole = [...texts(picture), ...behindSigns(picture)];
  const told = whole.flatMap((text) => text.split(" "));
  const numbers = story.journeys.flatMap((journey) => numbersOf(journey, options));
  const said = [
    ...story.journeys.flatMap((journey) => fateOf(journey, options)),
    ...story.calls.flatMap(({ lines }) => lines),
    ...story.spans.map((span) => boxText(span, beside)),
    ...story.waits.map(({ words }) => words),
  ];
  // Timers that run beside each other have one name: `RTO 1 s ×3`.
  const named = whole.flatMap((text) => {
    const [, words, times] = /^(.+) ×(\d+)$/u.exec(text) ?? [];
    return words !== undefined && story.waits.some((wait) => wait.words === words)
      ? Array<string>(Number(times)).fill(words)
      : [text];
  });
  return [...lacking(numbers, told), ...lacking(said, named)];
}

/** What the legend says again for each further place that has the same sign; a comparison says once what both halves say. */
function behindSigns({ shapes }: Layout): string[] {
  const words = shapes.filter((shape) => shape.type === "text");
  const signs = words.filter(({ text, x }) => x === EDGE && /^[①-⑳Ⓐ-Ⓩ]$/u.test(text));
  return signs.flatMap((sign) => {
    const said = words.filter(({ y, text }) => y === sign.y && text !== sign.text).map(({ text }) => text);
    const places = words.filter(({ text }) => text === sign.text).length - 1;
    expect(places, `places that have ${sign.text}`).toBeGreaterThan(0);
    return Array.from({ length: places - 1 }, () => said).flat();
  });
}

function lacking(wanted: readonly string[], told: readonly string[]): string[] {
  const left = [...told];
  return wanted.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function numbersOf({ flight: { seg, relative } }: Journey, { numbers }: Plan["options"]): string[] {
  if (seg.protocol === "udp") return ["UDP", `len=${seg.data.length}`];
  const { seq, ack } = numbers === "relative" ? relative : seg;
  return [
    flagNames(seg.flags),
    `seq=${seq}`,
    ...(has(seg, ACK) ? [`ack=${ack}`] : []),
    ...(seg.data.length > 0 ? [`len=${seg.data.length}`] : []),
  ];
}

function fateOf({ fate, oddities, holding }: Journey, { labels }: Plan["options"]): string[] {
  const odd = oddities.filter((one) => one !== "held" || !holding).map((one) => labels[one]);
  const ends = { lost: labels.lost, unreachable: labels.unreachable, arrived: "" };
  const end = fate === "in flight" ? (holding ? labels.held : labels.inFlight) : ends[fate];
  return [...(fate === "arrived" ? [] : [end]), ...odd];
}
