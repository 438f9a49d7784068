/** Seats and moves in the learner's language. */
import { cut } from "../chat/menu.ts";
import { sayer, type Tongue } from "../chat/speaking.ts";
import { callText } from "../simulator/explain/calls.ts";
import { nameOf } from "../simulator/explain/segments.ts";
import { voiceOf } from "../simulator/explain/voice.ts";
import { traceOf } from "../simulator/network/run.ts";
import { connectingHosts } from "../simulator/network/scenario.ts";
import { showsState } from "../simulator/network/states.ts";
import { flagNames } from "../simulator/tcp/segment.ts";
import { NETWORK, type SeatId } from "./act.ts";
import type { Choice } from "./legal.ts";
import type { State } from "./replay.ts";

export function seatName({ scenario }: State, seat: SeatId, { language, locale }: Tongue): string {
  if (seat === NETWORK) return language.say("connection.network", locale);
  return scenario.hosts.find(({ id }) => id === seat)?.title[locale] ?? seat;
}

/** Of the network, an attacker, and whoever speaks only UDP no state is told: the picture shows none either. */
export const hasState = ({ scenario, sim }: State, seat: SeatId): boolean =>
  connectingHosts(scenario).includes(seat) || showsState(traceOf(sim, "until"), seat);

/** Short enough for a button; a segment that is not alone bears its number. */
export function moveName(state: State, { move }: Choice, { language, locale }: Tongue): string {
  const said = sayer({ language, locale }, "connection.move");
  const say: typeof said = (key, values) => cut(said(key, values));
  switch (move.type) {
    case "call":
      return say("call", {
        host: seatName(state, move.host, { language, locale }),
        call: callText(move.call),
      });
    case "expire": {
      const timer = language.say(`explain.timer.${move.timer}`, locale);
      return say("expire", { host: seatName(state, move.host, { language, locale }), timer });
    }
    case "reboot":
      return say("reboot", { host: seatName(state, move.host, { language, locale }) });
    case "forge":
      return say(move.by === null ? "turn-up" : "forge", { segment: flagNames(move.seg.flags) });
    default:
      return say(move.type, { segment: segmentName(state, move.id, { language, locale }) });
  }
}

function segmentName({ sim }: State, id: number, { language, locale }: Tongue): string {
  const flight = sim.flights.find((one) => one.flight.id === id)?.flight;
  if (flight === undefined) return "";
  const name = nameOf(voiceOf(locale, language), flight);
  return sim.flights.length > 1 ? `${name} #${id}` : name;
}

/** What a move will do, in a few plain words: enough to choose by, too little to give the answer away. */
export function effectOf(state: State, { move }: Choice, tongue: Tongue): string {
  const say = sayer(tongue, "connection.effect");
  switch (move.type) {
    case "call":
      return say(`call-${move.call.op.replaceAll(" ", "-")}`);
    case "expire":
    case "reboot":
      return say(move.type, { host: seatName(state, move.host, tongue) });
    case "forge":
      return say(move.by === null ? "turn-up" : "forge");
    case "deliver":
      return say("deliver", { host: seatName(state, receiverOf(state, move.id), tongue) });
    default:
      return say(move.type);
  }
}

const receiverOf = ({ sim }: State, id: number): SeatId =>
  sim.flights.find(({ flight }) => flight.id === id)?.flight.to ?? "";

/** What somebody who sits there does in this connection. */
export function roleOf(seat: SeatId, { language, locale }: Tongue): string {
  const known = ROLES.find((one) => one === seat) ?? "host";
  return language.say(`connection.role.${known}`, locale);
}

const ROLES: readonly SeatId[] = ["client", "server", "attacker", NETWORK];
