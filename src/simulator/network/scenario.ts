/** A scenario is data: hosts, what their programs do, what the network does to their segments. */
import type { SocketCall } from "../host/socket.ts";
import type { IsnMode } from "../tcp/isn.ts";
import type { ProfileName, ProfileOverrides } from "../tcp/profile.ts";
import type { State } from "../tcp/tcb.ts";
import type { HostId, Numbers } from "./trace.ts";
import type { WhatIf } from "./what-if.ts";

export type Localised = Readonly<Record<"en" | "ko", string>>;

export interface HostSpec {
  readonly id: HostId;
  readonly ip: string;
  readonly title: Localised;
  readonly os?: ProfileName;
  readonly profile?: ProfileOverrides;
  readonly isn?: IsnMode;
}

/** When a program takes its next step. Several fields: all must hold. */
export interface When {
  /** Not before this time (ms). */
  readonly at?: number;
  /** A connection of `host` (default: the program's own) in this state; `socket` names which. */
  readonly state?: State;
  /** At least this many octets have arrived on the socket since it was opened. */
  readonly received?: number;
  /** At least this many datagrams have arrived on the UDP socket in all. */
  readonly datagrams?: number;
  /** The peer's FIN has been read past: recv() would say EOF. */
  readonly eof?: true;
  /** A connection waits in the accept queue. */
  readonly acceptable?: true;
  /** No octet has arrived on the socket for this long (ms), counted from the step before at the earliest. */
  readonly silenceMs?: number;
  /** This long (ms) after the program's step before, or after the run's beginning. */
  readonly sinceMs?: number;
  readonly host?: HostId;
  readonly socket?: string;
}

/** What can be seen at any moment, without a clock. */
export type Condition = Omit<When, "at" | "silenceMs" | "sinceMs">;

export interface ProgramStep {
  readonly when?: When;
  /** The step is left out if this comes true while it waits. */
  readonly unless?: Condition;
  /** Waits this long (ms) after `when` holds and the step before is done. */
  readonly afterMs?: number;
  readonly socket: string;
  readonly call: SocketCall;
}

/** One thread of a program: its steps happen in order. */
export interface Program {
  readonly host: HostId;
  readonly steps: readonly ProgramStep[];
}

/** What the network does to the n-th segment that fits. */
export interface Fault {
  readonly from?: HostId;
  /** Exactly these flags without PSH, as `flagNames` writes them: `SYN,ACK`. */
  readonly flags?: string;
  readonly withData?: boolean;
  /** From 1; default: the first. `every` = all of them. */
  readonly nth?: number | "every";
  readonly what: "lose" | "duplicate" | "corrupt" | "hold" | "delay";
  /** For `delay`: extra ms. For `duplicate`: the copy arrives this much later. For `hold`: released after it. */
  readonly ms?: number;
}

/** From the ISNs of the newest connection between these ports, or of the one that they had before it. */
export type Counted = "from its ISNs" | "from the ISNs before";

/** A segment written by hand. */
export interface ForgedSegment {
  /** Whose address it bears: a host's, or an IPv4 address where nobody is. */
  readonly from: HostId;
  readonly to: HostId;
  readonly srcPort: number;
  readonly dstPort: number;
  /** As `flagNames` writes them: `SYN,ACK`. */
  readonly flags: string;
  readonly seq: number;
  readonly ack?: number;
  /** From where `seq` and `ack` count; absent = they are what stands in the header. */
  readonly counted?: Counted;
  readonly wnd?: number;
  readonly data?: string;
}

/** Something that is done from outside at a time (ms). */
export interface Incident {
  readonly at: number;
  readonly what:
    | { readonly type: "reboot"; readonly host: HostId }
    /** A segment of an earlier connection that the network still had. */
    | { readonly type: "old duplicate"; readonly seg: ForgedSegment }
    | { readonly type: "forge"; readonly by: HostId; readonly seg: ForgedSegment };
}

/** In which chapter of the list a scenario stands. */
export type Topic = "open" | "close" | "data" | "loss" | "reset" | "security" | "timeout" | "udp";

export interface Scenario {
  readonly id: string;
  readonly title: Localised;
  /** One or two sentences: what to look at. */
  readonly about: Localised;
  /** What it is called where somebody has chosen how the ISNs come about: its own words speak of its own ISNs. */
  readonly underOtherIsns?: { readonly title: Localised; readonly about: Localised };
  readonly topic: Topic;
  /** Place within its topic; without one it comes after those that have one. */
  readonly order?: number;
  readonly hosts: readonly HostSpec[];
  /** Numbers as they stand in the header, because the story is about them; otherwise counted from the ISNs. */
  readonly numbers?: "absolute";
  /** Departures from the RFC that belong to the scenario; both hosts have them. */
  readonly whatIf?: readonly WhatIf[];
  /** One-way delay in ms. */
  readonly delayMs: number;
  readonly programs: readonly Program[];
  readonly faults?: readonly Fault[];
  readonly incidents?: readonly Incident[];
  /** What the programs do in this time (ms) before 0 is not shown: the trace opens with its result. */
  readonly prologueMs?: number;
  /** The run ends here (ms) even if something is left to happen. */
  readonly untilMs?: number;
}

/**
 * In what numbers it is told to people: counted from the ISNs, unless the story is about the numbers themselves, or
 * somebody has chosen how the ISNs come about.
 */
export const numbersOf = ({
  scenario,
  isn,
}: {
  readonly scenario: Scenario;
  readonly isn?: unknown;
}): Numbers => scenario.numbers ?? (isn === undefined ? "relative" : "absolute");

/** Its title and what to look at, true of the ISNs that it runs with. */
export const toldAs = ({
  scenario,
  isn,
}: {
  readonly scenario: Scenario;
  readonly isn?: unknown;
}): { readonly title: Localised; readonly about: Localised } =>
  (isn === undefined ? undefined : scenario.underOtherIsns) ?? scenario;

/** Hosts whose programs open a connection or wait for one: before that they are CLOSED (RFC 9293 §3.3.2). */
export const connectingHosts = ({ programs }: Scenario): HostId[] =>
  programs
    .filter(({ steps }) => steps.some(({ call: { op } }) => op === "connect" || op === "listen"))
    .map(({ host }) => host);
