/** Seats and moves in the learner's language. */
import type { CommandContext } from "../chat/command.ts";
import { cut } from "../chat/menu.ts";
import { callText } from "../simulator/explain/calls.ts";
import { nameOf } from "../simulator/explain/segments.ts";
import { voiceOf } from "../simulator/explain/voice.ts";
import { flagNames } from "../simulator/tcp/segment.ts";
import { NETWORK, type SeatId } from "./act.ts";
import type { Choice } from "./legal.ts";
import type { State } from "./replay.ts";

export type Tongue = Pick<CommandContext, "language" | "locale">;

export function seatName({ scenario }: State, seat: SeatId, { language, locale }: Tongue): string {
  if (seat === NETWORK) return language.say("connection.network", locale);
  return scenario.hosts.find(({ id }) => id === seat)?.title[locale] ?? seat;
}

/** Short enough for a button; a segment that is not alone bears its number. */
export function moveName(state: State, { move }: Choice, { language, locale }: Tongue): string {
  const say = (key: string, values: Readonly<Record<string, string | number>>) =>
    cut(language.say(`connection.move.${key}`, locale, values));
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
