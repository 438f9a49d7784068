/** Nodes a second of the explorer, on one core: each is a copy of a simulation and one move played on it. */
import type { Row } from "../../scripts/bench-row.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { type Bounds, explore } from "../../src/simulator/network/explore.ts";
import { start } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";

const BOUNDS: Bounds = { depth: 14, losses: 1, duplicates: 1, expiries: 2, nodes: 150_000, timely: false };
const ROUNDS = 5;
const PER_SECOND_MIN = 100_000;

export async function run(): Promise<Row[]> {
  const from = start(scenarioOf("four-way") as Scenario);
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = performance.now();
    const { nodes } = explore(from, BOUNDS, () => true);
    if (round > 0) rates.push((nodes * 1_000) / (performance.now() - begun));
  }
  const median = rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
  return [
    {
      what: "explorer nodes on one core",
      measured: `${Math.round(median)}/s`,
      limit: `>= ${PER_SECOND_MIN}/s`,
      ok: median >= PER_SECOND_MIN,
    },
  ];
}
