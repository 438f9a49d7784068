/** Every scenario: one file each under `simulator/scenarios`, found by listing the folder. */
import { readdir } from "node:fs/promises";
import { MODULE_ENDING } from "../checkout.ts";
import { faultsOf } from "../simulator/network/check.ts";
import type { Scenario, Topic } from "../simulator/network/scenario.ts";

const FOLDER = new URL("../simulator/scenarios/", import.meta.url);
/** In the order of the list. */
export const TOPICS: readonly [Topic, ...Topic[]] = [
  "open",
  "close",
  "data",
  "loss",
  "reset",
  "security",
  "timeout",
  "udp",
];

/** In the order of the list that a learner sees: by topic, then by `order`, then by id. */
export const scenarios: readonly Scenario[] = await loadScenarios();

export const scenarioOf = (id: string): Scenario | null => scenarios.find((one) => one.id === id) ?? null;

async function loadScenarios(): Promise<Scenario[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(MODULE_ENDING));
  const loaded = await Promise.all(files.map(load));
  return loaded.sort(
    (a, b) =>
      TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic) || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
}

// A declaration, because a constant would not exist yet while this module waits for its own folder.
function rank({ order }: Scenario): number {
  return order ?? Number.MAX_SAFE_INTEGER;
}

/** A scenario that breaks a bound or bears another name than its file is the author's mistake: say so at start. */
async function load(file: string): Promise<Scenario> {
  const { default: scenario } = (await import(new URL(file, FOLDER).href)) as { default: Scenario };
  const faults = faultsOf(scenario);
  const name = file.slice(0, -MODULE_ENDING.length);
  if (scenario.id !== name) faults.push(`id: expected ${name}`);
  if (faults.length > 0) throw new Error(`src/simulator/scenarios/${name}.ts: ${faults.join("; ")}`);
  return scenario;
}
