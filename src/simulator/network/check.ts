/** Is a scenario within the limits, and does it speak only of hosts that it has? */
import { flagNames, flagsOf } from "../tcp/segment.ts";
import { LIMITS, type LimitName } from "./limits.ts";
import type { ForgedSegment, Scenario } from "./scenario.ts";

const SEQUENCE_NUMBERS = 0x1_0000_0000;
const PORT_MAX = 65_535;
const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/;

/** What is wrong, one line each with its path and the bound's name; an empty list = nothing. */
export function faultsOf(scenario: Scenario): string[] {
  const faults: string[] = [];
  const { hosts, programs, faults: tampering = [], incidents = [] } = scenario;
  const ids = new Set(hosts.map(({ id }) => id));
  const bound = (path: string, limit: LimitName, value: number, least = 0): void => {
    if (!Number.isFinite(value) || value < least || value > LIMITS[limit]) {
      faults.push(`${path}: ${value} is outside the limit "${limit}" (${least} to ${LIMITS[limit]})`);
    }
  };
  const known = (path: string, id: string | undefined): void => {
    if (id !== undefined && !ids.has(id)) faults.push(`${path}: no host "${id}"`);
  };
  bound("hosts", "hosts", hosts.length, 1);
  bound("programs", "programs", programs.length);
  bound("faults", "faults", tampering.length);
  bound("incidents", "incidents", incidents.length);
  bound("delayMs", "delayMs", scenario.delayMs);
  const before = scenario.prologueMs ?? 0;
  bound("prologueMs", "timeMs", before);
  bound("untilMs", "timeMs", scenario.untilMs ?? 0);
  if (ids.size !== hosts.length) faults.push("hosts: two have the same id");
  if (new Set(hosts.map(({ ip }) => ip)).size !== hosts.length)
    faults.push("hosts: two have the same address");
  programs.forEach(({ host, steps }, i) => {
    known(`programs[${i}].host`, host);
    bound(`programs[${i}].steps`, "steps", steps.length);
    steps.forEach(({ call, when, unless, afterMs }, j) => {
      if (call.op === "connect")
        bound(`programs[${i}].steps[${j}].call.data`, "octets", call.data?.length ?? 0);
      if (call.op === "send" || call.op === "send to")
        bound(`programs[${i}].steps[${j}].call.data`, "octets", call.data.length);
      bound(`programs[${i}].steps[${j}].afterMs`, "timeMs", afterMs ?? 0);
      bound(`programs[${i}].steps[${j}].when.at`, "timeMs", when?.at ?? 0, before > 0 ? -before : 0);
      bound(`programs[${i}].steps[${j}].when.silenceMs`, "timeMs", when?.silenceMs ?? 0);
      bound(`programs[${i}].steps[${j}].when.sinceMs`, "timeMs", when?.sinceMs ?? 0);
      known(`programs[${i}].steps[${j}].when.host`, when?.host);
      known(`programs[${i}].steps[${j}].unless.host`, unless?.host);
    });
  });
  tampering.forEach(({ from, flags, ms }, i) => {
    known(`faults[${i}].from`, from);
    bound(`faults[${i}].ms`, "timeMs", ms ?? 0);
    if (flags !== undefined && !areFlags(flags)) faults.push(`faults[${i}].flags: "${flags}" are no flags`);
  });
  incidents.forEach(({ at, what }, i) => {
    bound(`incidents[${i}].at`, "timeMs", at);
    if (what.type === "reboot") known(`incidents[${i}].what.host`, what.host);
    else {
      faults.push(...forgedFaults(`incidents[${i}].what.seg`, what.seg, ids));
      bound(`incidents[${i}].what.seg.data`, "octets", what.seg.data?.length ?? 0);
    }
  });
  return faults;
}

/** Spelled exactly as `flagNames` does: any other spelling would fit no segment, or lose a flag. */
const areFlags = (names: string): boolean => flagNames(flagsOf(names)) === names;

function forgedFaults(path: string, seg: ForgedSegment, ids: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const id of [seg.from, seg.to])
    if (!ids.has(id) && !(id === seg.from && IPV4.test(id))) faults.push(`${path}: no host "${id}"`);
  const within = (name: string, value: number, max: number): void => {
    if (!Number.isInteger(value) || value < 0 || value > max)
      faults.push(`${path}.${name}: ${value} is not within 0 to ${max}`);
  };
  within("seq", seg.seq, SEQUENCE_NUMBERS - 1);
  within("ack", seg.ack ?? 0, SEQUENCE_NUMBERS - 1);
  within("wnd", seg.wnd ?? 0, PORT_MAX);
  within("srcPort", seg.srcPort, PORT_MAX);
  within("dstPort", seg.dstPort, PORT_MAX);
  if (!areFlags(seg.flags)) faults.push(`${path}.flags: "${seg.flags}" are no flags`);
  return faults;
}
