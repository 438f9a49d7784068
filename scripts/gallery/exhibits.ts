/** What hangs in the gallery: every scenario, systems and rules beside each other, the timers of all systems. */
import { type Comparison, RULE } from "../../src/card/compare-card.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import type { Scenario, Topic } from "../../src/simulator/network/scenario.ts";
import { WHAT_IF_NAMES } from "../../src/simulator/network/what-if.ts";
import type { ProfileName } from "../../src/simulator/tcp/profile.ts";

/** What shows best how a system differs from the one that it is put beside. */
const BESIDE_LINUX: Readonly<Record<Exclude<ProfileName, "linux">, string>> = {
  rfc: "four-way",
  windows: "syn-lost",
  freebsd: "unanswered",
  macos: "four-way",
};

export type Exhibit =
  | { readonly type: "scenario"; readonly id: string; readonly room: Topic; readonly scenario: Scenario }
  | { readonly type: "compare"; readonly id: string; readonly room: "compare"; readonly sides: Comparison }
  | { readonly type: "systems"; readonly id: string; readonly room: "compare" };

const beside = (a: string, b: string, scenario?: string): Exhibit => ({
  type: "compare",
  id: `compare-${a}-${b}`,
  room: "compare",
  sides: { a, b, scenario },
});

/** In the order of the page. */
export const exhibits: readonly Exhibit[] = [
  ...scenarios.map(
    (scenario): Exhibit => ({ type: "scenario", id: scenario.id, room: scenario.topic, scenario }),
  ),
  { type: "systems", id: "systems", room: "compare" },
  ...Object.entries(BESIDE_LINUX).map(([os, scenario]) => beside("linux", os, scenario)),
  ...WHAT_IF_NAMES.map((whatIf) => beside(whatIf, RULE)),
  beside("clock", "random32"),
];
