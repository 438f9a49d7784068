/** Lifelines: where each host stands, its title, and the line under it. */
import type { HostId } from "../simulator/network/trace.ts";
import { boxOfRect } from "./box.ts";
import { width } from "./measure.ts";
import { put } from "./pile.ts";
import type { Column, Scene } from "./scene.ts";
import { addSolid, addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import { boxText } from "./states.ts";
import type { Story } from "./story.ts";
import { clip } from "./text.ts";

const LIFELINE_WIDTH = 2;
/** From a lifeline to the words of a call beside it. */
const CALL_AWAY = size.BAR_WIDTH / 2 + size.TICK_LENGTH + size.TICK_GAP;
/** Words stay so far from the edge of the picture. */
const FROM_EDGE = 8;

export const pictureWidth = (hosts: number): number =>
  size.WIDTH + Math.max(0, hosts - size.HOSTS_IN_WIDTH) * size.WIDTH_PER_MORE_HOST;

/** The margin is as wide as the longest state name or call in it, the same on both sides. */
export function marginWidth(story: Story): number {
  const outer = outerHosts(story);
  const words = [
    ...story.spans
      .filter((span) => outer.includes(span.host))
      .map((span) => width(boxText(span), "bold", size.TEXT_SIZE) + 2 * size.BOX_PADDING),
    ...story.calls
      .filter((call) => outer.includes(call.host))
      .flatMap((call) => call.lines.map((line) => width(line, "mono", size.TEXT_SIZE) + size.TICK_GAP)),
  ];
  return Math.min(size.MARGIN_MAX, Math.max(size.MARGIN_MIN, ...words));
}

/** With two hosts there is a margin beside each; with more, states stand upon the lifelines. */
export const outerHosts = (story: Story): HostId[] =>
  story.hosts.length <= 2 ? story.hosts.map((host) => host.id) : [];

export function columns(story: Story, margin: number): Column[] {
  const { hosts } = story;
  const all = pictureWidth(hosts.length);
  const beside = besideOutermost(hosts.length, margin);
  const lane = (all - 2 * beside) / Math.max(1, hosts.length - 1);
  return hosts.map(({ id }, i) => {
    const x = Math.round(beside + i * lane + aside(story));
    const outside = hosts.length > 2 ? 0 : i === 0 ? -1 : 1;
    const titleRoom = 2 * Math.min(x - size.EDGE, all - size.EDGE - x, lane / 2 - size.BOX_GAP);
    return { host: id, x, outside, titleRoom, from: size.EDGE, to: all - size.EDGE };
  });
}

function besideOutermost(hosts: number, margin: number): number {
  if (hosts <= 2) return size.EDGE + margin + size.BOX_GAP + size.BAR_WIDTH / 2;
  return hosts === 3 ? size.OUTERMOST : size.OUTERMOST_OF_MANY;
}

/** Of three lifelines: so far they stand to one side, where the other one's calls would touch the picture's edge. */
function aside(story: Story): number {
  if (story.hosts.length !== 3) return 0;
  const [left, right] = [wanting(story, 0), wanting(story, 2)];
  return left > 0 && right > 0 ? 0 : left - right;
}

/** How much room is wanting beside an outermost lifeline for the longest call that stands there. */
function wanting({ hosts, calls }: Story, outermost: number): number {
  const wide = calls
    .filter(({ host }) => host === hosts[outermost]?.id)
    .map(({ lines }) => Math.max(...lines.map((line) => width(line, "mono", size.TEXT_SIZE))) + CALL_AWAY)
    .filter((needed) => needed <= size.OUTERMOST);
  return Math.max(0, ...wide.map((needed) => needed + FROM_EDGE - size.OUTERMOST));
}

export function drawLifelines(scene: Scene): void {
  for (const column of scene.columns) {
    drawTitle(scene, column);
    scene.draft.lines.push({
      type: "line",
      role: "lifeline",
      points: [column.x, scene.top - size.BAR_TOP + 2, column.x, scene.bottom],
      width: LIFELINE_WIDTH,
    });
    const half = size.BAR_WIDTH / 2 + size.CLEARANCE;
    const box = boxOfRect(column.x - half, scene.top, 2 * half, scene.bottom - scene.top);
    put(scene.draft.strokes, box, null);
  }
}

function drawTitle(scene: Scene, column: Column): void {
  const words = scene.story.hosts.find(({ id }) => id === column.host)?.title ?? column.host;
  const room = column.titleRoom - 2 * size.PILL_PADDING;
  const { text, missing } = clip(words, "bold", size.HOST_SIZE, room);
  scene.draft.missing += missing;
  const w = Math.max(width(text, "bold", size.HOST_SIZE) + 2 * size.PILL_PADDING, size.MARGIN_MIN);
  const y = scene.top - size.BAR_TOP - size.PILL_HEIGHT;
  const x = Math.max(column.from, Math.min(column.x - w / 2, column.to - w));
  const pill = { x, y, w, h: size.PILL_HEIGHT };
  scene.draft.marks.push({ type: "rect", role: "title", ...pill, radius: size.PILL_RADIUS });
  const baseline = y + size.PILL_HEIGHT / 2 + size.HOST_SIZE * size.MIDDLE;
  addTexts(scene, [
    {
      type: "text",
      role: "onTitle",
      text,
      x: x + w / 2,
      y: baseline,
      anchor: "middle",
      font: "bold",
      size: size.HOST_SIZE,
      rotation: 0,
    },
  ]);
  // In a narrow half a label between the titles would be read as one of them.
  const [from, to] = scene.compact ? [column.from, column.to] : [x, x + w];
  addSolid(scene, boxOfRect(from, y, to - from, size.PILL_HEIGHT));
}
