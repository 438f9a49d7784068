/** Programs of a scenario: which step comes next, and when. */
import type { Host } from "../host/host.ts";
import type { SocketCall } from "../host/socket.ts";
import type { Tcb } from "../tcp/tcb.ts";
import type { Condition, Program, ProgramStep, When } from "./scenario.ts";
import type { OwnSimulation, ProgramState, Simulation } from "./simulation.ts";
import type { MoveOf } from "./trace.ts";

/** Looks at every program that waits for something: has it come true? */
export function wakePrograms(sim: OwnSimulation): void {
  for (let i = 0; i < sim.programs.length; i++) wake(sim, i);
}

function wake(sim: OwnSimulation, index: number): void {
  const program = sim.scenario.programs[index] as Program;
  let state = sim.programs[index] as ProgramState;
  let step = program.steps[state.next];
  if (!step || (state.readyAt !== null && !step.unless && step.when?.silenceMs === undefined)) return;
  while (step?.unless && holds(sim, program, step.socket, step.unless)) {
    state = { ...state, next: state.next + 1, readyAt: null };
    step = program.steps[state.next];
  }
  if (step?.when?.silenceMs !== undefined) state = afterHearing(sim, program, step, state);
  if (step && state.readyAt === null && holds(sim, program, step.socket, step.when)) {
    const { next, since, octets, heardAt } = state;
    state = { next, readyAt: dueAt(sim, step, state), since, octets, heardAt };
  }
  sim.programs[index] = state;
}

/** Octets that arrive undo a silence: the wait for it begins anew. */
function afterHearing(sim: Simulation, program: Program, { when, socket }: ProgramStep, state: ProgramState) {
  const octets = octetsOf(sim, program, socket, when);
  return octets === state.octets ? state : { ...state, octets, heardAt: sim.now, readyAt: null };
}

function dueAt({ now }: Simulation, { when, afterMs = 0 }: ProgramStep, state: ProgramState): number {
  const since = when?.sinceMs === undefined ? now : state.since + when.sinceMs;
  const silent = when?.silenceMs === undefined ? now : state.heardAt + when.silenceMs;
  return Math.max(now, when?.at ?? now, since, silent) + afterMs;
}

/** The program has taken its step. */
export function stepTaken(sim: OwnSimulation, index: number): void {
  const state = sim.programs[index];
  if (!state) return;
  const { next, heardAt } = state;
  sim.programs[index] = { next: next + 1, readyAt: null, since: sim.now, octets: -1, heardAt };
}

/** The program that is ready to make exactly this call, or -1; of several, the one that has waited longest. */
export function readyProgram(sim: Simulation, { host, socket, call }: MoveOf<"call">): number {
  let found = -1;
  let since = Number.POSITIVE_INFINITY;
  for (let i = 0; i < sim.programs.length; i++) {
    const { next, readyAt } = sim.programs[i] as ProgramState;
    if (readyAt === null || readyAt >= since) continue;
    const program = sim.scenario.programs[i] as Program;
    const step = program.steps[next];
    if (program.host !== host || step?.socket !== socket || !isSame(step.call, call)) continue;
    found = i;
    since = readyAt;
  }
  return found;
}

const isSame = (a: SocketCall, b: SocketCall): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function holds(sim: Simulation, program: Program, socket: string, when: Condition | undefined): boolean {
  if (!when) return true;
  const host = sim.hosts[when.host ?? program.host];
  if (!host) return false;
  if (when.acceptable && !isAcceptable(host, when.socket ?? socket)) return false;
  if (when.datagrams !== undefined && datagramsAt(host, when.socket ?? socket) < when.datagrams) return false;
  if (when.received !== undefined && octetsAt(host, when.socket ?? socket) < when.received) return false;
  if (when.state === undefined && !when.eof) return true;
  const tcb = tcbOf(host, when.socket ?? socket);
  if (!tcb) return when.state === "CLOSED" && !when.eof;
  return (when.state === undefined || tcb.state === when.state) && (!when.eof || tcb.eof);
}

function octetsOf(sim: Simulation, program: Program, socket: string, when: When | undefined): number {
  const host = sim.hosts[when?.host ?? program.host];
  return host ? octetsAt(host, when?.socket ?? socket) : 0;
}

/** Octets that have arrived on the socket in all. */
function octetsAt(host: Host, name: string): number {
  const socket = host.sockets[name];
  return socket?.kind === "udp" ? socket.received : (tcbOf(host, name)?.received ?? 0);
}

function datagramsAt(host: Host, name: string): number {
  const socket = host.sockets[name];
  return socket?.kind === "udp" ? socket.arrived : 0;
}

function isAcceptable(host: Host, name: string): boolean {
  const socket = host.sockets[name];
  return socket?.kind === "listener" && (host.listeners[socket.port]?.acceptQueue.length ?? 0) > 0;
}

function tcbOf(host: Host, name: string): Tcb | null {
  const socket = host.sockets[name];
  return socket?.kind === "connection" ? (host.connections[socket.connection]?.tcb ?? null) : null;
}
