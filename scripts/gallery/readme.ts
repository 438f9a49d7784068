/** The pictures of README.md and README.ko.md: the Korean one shows all of them in Korean. */
import { compareCard } from "../../src/card/compare-card.ts";
import { mapOf, pictureOf } from "../../src/card/picture.ts";
import type { Request } from "../../src/card/request.ts";
import { traceOf } from "../../src/card/run-card.ts";
import { systemsCard } from "../../src/card/systems-card.ts";
import type { CommandContext } from "../../src/chat/command.ts";
import type { Picture } from "../../src/chat/message.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Write } from "./draw.ts";
import { contextOf, type View } from "./view.ts";

const KOREAN_DARK: View = { locale: "ko", theme: "dark" };
const KOREAN_LIGHT: View = { locale: "ko", theme: "light" };
const ENGLISH_LIGHT: View = { locale: "en", theme: "light" };
const ENGLISH_DARK: View = { locale: "en", theme: "dark" };

type Draw = (context: CommandContext) => Promise<Picture | undefined>;

interface Shown {
  readonly view: View;
  readonly draw: Draw;
}

/** By the name of their files. What is English has a Korean twin beside it. */
const PICTURES: Readonly<Record<string, Shown>> = {
  "syn-ack-lost": { view: ENGLISH_LIGHT, draw: (context) => firstPage("syn-ack-lost", context) },
  "old-duplicate": { view: KOREAN_DARK, draw: (context) => firstPage("old-duplicate-syn", context) },
  life: { view: KOREAN_LIGHT, draw: (context) => firstPage("life", context) },
  map: {
    view: ENGLISH_DARK,
    draw: (context) => mapOf(traceOf(request("four-way")), request("four-way"), context),
  },
  compare: {
    view: ENGLISH_LIGHT,
    draw: async (context) => (await compareCard({ a: "no-time-wait", b: "rule" }, context)).picture,
  },
  systems: { view: ENGLISH_LIGHT, draw: async (context) => (await systemsCard(context)).picture },
};

const FILES: Readonly<Record<string, Shown>> = Object.fromEntries(
  Object.entries(PICTURES).flatMap(([name, { view, draw }]): [string, Shown][] =>
    view.locale === "ko"
      ? [[`${name}.png`, { view, draw }]]
      : [
          [`${name}.png`, { view, draw }],
          [`${name}.ko.png`, { view: { ...view, locale: "ko" }, draw }],
        ],
  ),
);

export const README_PICTURES: readonly string[] = Object.keys(FILES);

export async function drawReadme(write: Write): Promise<void> {
  for (const [file, { view, draw }] of Object.entries(FILES)) {
    const picture = await draw(contextOf(view));
    if (!picture) throw new Error(`README.md's ${file} has no picture`);
    write(file, picture.png);
  }
}

const request = (id: string): Request => ({ scenario: scenarioOf(id) as Scenario });

async function firstPage(id: string, context: CommandContext): Promise<Picture | undefined> {
  const drawn = await pictureOf(traceOf(request(id)), request(id), context, 0);
  return drawn.ok ? drawn.picture : undefined;
}
