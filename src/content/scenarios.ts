/** Every scenario: one file each under `simulator/scenarios`, found by listing the folder. */
import { code, type Found, modulesIn } from "../checkout.ts";
import { faultsOf } from "../simulator/network/check.ts";
import type { Scenario, Topic } from "../simulator/network/scenario.ts";

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
  const loaded = (await modulesIn(code("src/simulator/scenarios"))).map(checked);
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
function checked({ name, found }: Found): Scenario {
  const scenario = found as Scenario;
  const faults = faultsOf(scenario);
  if (scenario.id !== name) faults.push(`id: expected ${name}`);
  if (faults.length > 0) throw new Error(`src/simulator/scenarios/${name}.ts: ${faults.join("; ")}`);
  return scenario;
}
