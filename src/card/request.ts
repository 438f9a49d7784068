/** What a learner asked to run: to a run's options, to the command that makes it again, and into a button and back. */
import { scenarioOf } from "../content/scenarios.ts";
import type { Scenario } from "../simulator/network/scenario.ts";
import type { RunOptions } from "../simulator/network/simulation.ts";
import { WHAT_IF_NAMES, type WhatIf } from "../simulator/network/what-if.ts";
import type { IsnMode } from "../simulator/tcp/isn.ts";
import { PROFILE_NAMES, type ProfileName } from "../simulator/tcp/profile.ts";

/** ISN modes by the name that a learner types. */
const ISN_MODES: Readonly<Record<string, IsnMode>> = {
  rfc6528: { mode: "rfc6528" },
  clock: { mode: "clock" },
  sequential: { mode: "sequential" },
  constant: { mode: "constant", value: 100 },
  random32: { mode: "random32" },
};
export const ISN_NAMES = Object.keys(ISN_MODES) as [string, ...string[]];

/** Everything that decides a run; what is absent is as the scenario has it. */
export interface Request {
  readonly scenario: Scenario;
  readonly rtt?: number | undefined;
  /** Per cent. */
  readonly loss?: number | undefined;
  readonly seed?: number | undefined;
  readonly os?: ProfileName | undefined;
  readonly isn?: string | undefined;
  readonly "what-if"?: WhatIf | undefined;
  /** One way of the explorer: how many losses it may have, then the way itself. */
  readonly way?: string | undefined;
}

/** How a way is written: its losses, then its turns. */
export const WAY = /^[0-9][0-9a-z]{0,30}$/u;

/** Numbers that a learner may choose. */
export const RANGES = {
  rtt: { min: 0, max: 60_000 },
  loss: { min: 0, max: 90 },
  seed: { min: 0, max: 4_294_967_295 },
} as const;

export const runOptionsOf = ({ rtt, loss, seed, os, isn, "what-if": whatIf }: Request): RunOptions => ({
  ...(rtt !== undefined && { rttMs: rtt }),
  ...(loss !== undefined && { loss: loss / 100 }),
  ...(seed !== undefined && { seed }),
  ...(os !== undefined && { os }),
  ...(whatIf !== undefined && { whatIf: [whatIf] }),
  ...(isn !== undefined && ISN_MODES[isn] && { isn: ISN_MODES[isn] }),
});

/** `/handshake run syn-lost rtt=80 seed=7` */
export const commandOf = (request: Request): string =>
  ["/handshake run", request.scenario.id, ...settings(request)].join(" ");

/** What fits into a button: the scenario, and the settings as one word (`rtt=80,seed=7`). */
export const argsOf = (request: Request): [string, string] => [
  request.scenario.id,
  settings(request).join(","),
];

/** A request back from a button; null = the scenario or a setting is of another version of this project. */
export function requestOf(id: string | undefined, code: string | undefined): Request | null {
  const scenario = scenarioOf(id ?? "");
  if (!scenario) return null;
  const given = new Map(
    (code ?? "")
      .split(",")
      .filter(Boolean)
      .map((one) => one.split("=") as [string, string]),
  );
  const request: Request = {
    scenario,
    rtt: number(given.get("rtt"), RANGES.rtt),
    loss: number(given.get("loss"), RANGES.loss),
    seed: number(given.get("seed"), RANGES.seed),
    os: PROFILE_NAMES.find((name) => name === given.get("os")),
    isn: ISN_NAMES.find((name) => name === given.get("isn")),
    way: WAY.test(given.get("way") ?? "") ? given.get("way") : undefined,
    "what-if": WHAT_IF_NAMES.find((name) => name === given.get("what-if")),
  };
  return settings(request).length === given.size ? request : null;
}

function settings({ scenario: _, ...given }: Request): string[] {
  return Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`);
}

function number(text: string | undefined, { min, max }: { min: number; max: number }): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}
