/** Programs of a scenario: which step comes next, and when. */
import type { Host } from "../host/host.ts";
import type { SocketCall } from "../host/socket.ts";
import type { Tcb } from "../tcp/tcb.ts";
import type { Program, ProgramStep, When } from "./scenario.ts";
import type { ProgramState, Simulation } from "./simulation.ts";
import type { MoveOf } from "./trace.ts";

/** Looks at every program that waits for something: has it come true? */
export function wakePrograms(sim: Simulation): void {
  const { programs } = sim.scenario;
  for (let i = 0; i < programs.length; i++) {
    const state = sim.programs[i];
    if (!state || state.readyAt !== null) continue;
    const program = programs[i] as Program;
    const step = program.steps[state.next];
    if (!step || !holds(sim, program, step)) continue;
    const earliest = Math.max(sim.now, step.when?.at ?? sim.now);
    sim.programs[i] = { next: state.next, readyAt: earliest + (step.afterMs ?? 0) };
  }
}

/** The program has taken its step. */
export function stepTaken(sim: Simulation, index: number): void {
  const state = sim.programs[index];
  if (state) sim.programs[index] = { next: state.next + 1, readyAt: null };
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

function holds(sim: Simulation, program: Program, { when, socket }: ProgramStep): boolean {
  if (!when) return true;
  const host = sim.hosts[when.host ?? program.host];
  if (!host) return false;
  if (when.acceptable && !isAcceptable(host, when.socket ?? socket)) return false;
  if (when.state === undefined && when.received === undefined && !when.eof) return true;
  const tcb = tcbOf(host, when.socket ?? socket);
  if (!tcb) return when.state === "CLOSED" && when.received === undefined && !when.eof;
  return fits(tcb, when);
}

function fits(tcb: Tcb, when: When): boolean {
  if (when.state !== undefined && tcb.state !== when.state) return false;
  if (when.received !== undefined && tcb.received < when.received) return false;
  return !when.eof || tcb.eof;
}

function isAcceptable(host: Host, name: string): boolean {
  const socket = host.sockets[name];
  return socket?.kind === "listener" && (host.listeners[socket.port]?.acceptQueue.length ?? 0) > 0;
}

function tcbOf(host: Host, name: string): Tcb | null {
  const socket = host.sockets[name];
  return socket?.kind === "connection" ? (host.connections[socket.connection]?.tcb ?? null) : null;
}
