/** Which of its numbers each segment of a picture has. */
import type { Layout, Options } from "../../src/diagram/index.ts";
import { cuts } from "../../src/diagram/pages.ts";
import { type Journey, read } from "../../src/diagram/story.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { ACK, flagNames, has } from "../../src/simulator/tcp/segment.ts";
import { texts } from "./looks.ts";

/** What the segments of a picture should say and it does not say as often; `page` counts from 0, -1 = the last. */
export function untold(trace: Trace, options: Options, picture: Layout, page: number): string[] {
  const part = cuts(trace, options.upTo ?? trace.entries.length).at(page);
  if (part === undefined) throw new Error(`the trace has no page ${page}`);
  const told = texts(picture).flatMap((text) => text.split(" "));
  return read(trace, options, part.first, part.end)
    .journeys.flatMap((journey) => wordsOf(journey, options))
    .filter((word) => {
      const at = told.indexOf(word);
      if (at >= 0) told.splice(at, 1);
      return at < 0;
    });
}

function wordsOf({ flight: { seg, relative } }: Journey, { numbers }: Options): string[] {
  if (seg.protocol === "udp") return ["UDP", `len=${seg.data.length}`];
  const { seq, ack } = numbers === "relative" ? relative : seg;
  return [
    flagNames(seg.flags),
    `seq=${seq}`,
    ...(has(seg, ACK) ? [`ack=${ack}`] : []),
    ...(seg.data.length > 0 ? [`len=${seg.data.length}`] : []),
  ];
}
