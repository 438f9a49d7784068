// RFC 9293 §3.8.4: what socket options do to the timer that probes a silent peer.
import { expect, it } from "vitest";
import { perform } from "../../../src/simulator/host/perform.ts";
import { Machines } from "./machines.ts";

const SET = (option: "SO_KEEPALIVE" | "TCP_KEEPIDLE" | "TCP_KEEPINTVL" | "TCP_NODELAY", value: number) =>
  ({ op: "set option", option, value }) as const;
const HOURS_2 = 7_200_000;

// Each set 100 ms after the connection was heard of last; the timer counts from then.
it.each([
  ["is started", [], SET("SO_KEEPALIVE", 1), [{ type: "start timer", ms: HOURS_2 - 100 }]],
  ["is stopped", [SET("SO_KEEPALIVE", 1)], SET("SO_KEEPALIVE", 0), [{ type: "stop timer" }]],
  ["is not stopped where it does not run", [], SET("SO_KEEPALIVE", 0), []],
  [
    "starts anew with another idle time",
    [SET("SO_KEEPALIVE", 1)],
    SET("TCP_KEEPIDLE", 5),
    [{ type: "start timer", ms: 4_900 }],
  ],
  [
    "is due at once where that time is over",
    [SET("TCP_KEEPIDLE", 0)],
    SET("SO_KEEPALIVE", 1),
    [{ type: "start timer", ms: 0 }],
  ],
  ["waits for SO_KEEPALIVE", [], SET("TCP_KEEPIDLE", 5), []],
  ["goes on at another interval", [SET("SO_KEEPALIVE", 1)], SET("TCP_KEEPINTVL", 5), []],
  ["goes on at an option of something else", [SET("SO_KEEPALIVE", 1)], SET("TCP_NODELAY", 1), []],
])("the keep-alive timer %s, and the effects say so (RFC 9293 §3.8.4)", (_, before, call, said) => {
  const m = new Machines().opened();
  const heardAt = m.connections("client")[0]?.tcb.heardAt as number;
  for (const one of before) perform(m.host("client"), "c", one, heardAt + 50);
  const out = perform(m.host("client"), "c", call, heardAt + 100);
  expect(out.effects).toEqual(said.map((one) => ({ ...one, timer: "KEEPALIVE" })));
  const started = out.effects.find((effect) => effect.type === "start timer");
  const runs = m.connections("client")[0]?.tcb.timers.KEEPALIVE;
  if (started) expect(runs).toBe(heardAt + 100 + started.ms);
});

it("a probe that is on its way is not hurried by an option of something else", () => {
  const m = new Machines().opened();
  m.loses = () => true;
  m.call("client", "c", SET("SO_KEEPALIVE", 1));
  m.expires("client", "KEEPALIVE");
  const due = m.connections("client")[0]?.tcb.timers.KEEPALIVE;
  m.call("client", "c", SET("TCP_NODELAY", 1));
  expect(m.connections("client")[0]?.tcb.timers.KEEPALIVE).toBe(due);
});
