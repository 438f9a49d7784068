// What TCP tells a program without being asked stands in the margin by the name that the program then reads.
import { describe, expect, it } from "vitest";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { layout } from "../../src/diagram/layout.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Entry, Trace } from "../../src/simulator/network/trace.ts";
import { PROFILE_NAMES } from "../../src/simulator/tcp/profile.ts";
import { language } from "../commands/command-bot.ts";
import { texts } from "./looks.ts";

/** The names of errors on the picture, but for those that a call gave back. */
function told(trace: Trace): string[] {
  const labels = labelsOf(trace, "en", language, { command: "/handshake" });
  const picture = layout(trace, { locale: "en", labels, numbers: "relative" });
  return texts(picture).filter((text) => /^(WSA)?E[A-Z]{3,}$/u.test(text) && text !== "ESTABLISHED");
}

describe("a RST in CLOSE-WAIT", () => {
  it.each([
    ["linux", "EPIPE"],
    ["freebsd", "ECONNRESET"],
    ["rfc", "ECONNRESET"],
  ] as const)("is on %s told as %s", (os, errno) => {
    expect(told(run(scenarioOf("slow-reply") as Scenario, { os }))).toEqual([errno]);
  });
});

/** The connection's next call that brings an error to light, of the same host. */
const nextError = ({ entries }: Trace, { n, host }: Entry) =>
  entries
    .slice(n + 1)
    .filter((entry) => entry.host === host && entry.move.type === "call")
    .map(({ result }) => (result?.ok === false ? result.errno : result?.value))
    .find((value) => typeof value === "string" && /^E[A-Z]{4,}$/u.test(value));

describe.each(PROFILE_NAMES)("on %s", (os) => {
  it.each(scenarios)("$id tells no other error than its program reads", (scenario) => {
    const trace = run(scenario, { os });
    for (const entry of trace.entries) {
      if (entry.error === undefined || entry.move.type === "call") continue;
      const read = nextError(trace, entry);
      if (read !== undefined) expect({ n: entry.n, error: read }).toEqual({ n: entry.n, error: entry.error });
    }
  });
});
