/** The same messages at the same times, and the same accidents on the wire: once over UDP and once over TCP. */
import type { Fault } from "../../network/scenario.ts";
import { CLIENT } from "./hosts.ts";

export const MESSAGES = ["one ", "two ", "three ", "four "] as const;
/** All of them, in octets. */
export const OCTETS = MESSAGES.join("").length;
export const EVERY_MS = 80;

/** The second one is lost, and the fourth overtakes the third. */
export const ACCIDENTS: readonly Fault[] = [
  { from: CLIENT.id, withData: true, nth: 2, what: "lose" },
  { from: CLIENT.id, withData: true, nth: 3, what: "delay", ms: 100 },
];
