/** What a run must show so that a test can prove a question's key: a few kinds of facts, written as data. */
import * as z from "zod";
import { RULES, type RuleId } from "../simulator/tcp/rules.ts";
import type { State } from "../simulator/tcp/tcb.ts";

const host = z.string().min(1);
const ms = z.number().min(0);
const whole = z.int().min(0);
const flags = z.string().regex(/^(none|[A-Z]{3}(,[A-Z]{3})*)$/u);

const STATES = [
  "CLOSED",
  "LISTEN",
  "SYN-SENT",
  "SYN-RECEIVED",
  "ESTABLISHED",
  "FIN-WAIT-1",
  "FIN-WAIT-2",
  "CLOSE-WAIT",
  "CLOSING",
  "LAST-ACK",
  "TIME-WAIT",
] as const satisfies readonly State[];
const state = z.enum(STATES);

/** Some of the segments that hosts really sent, forged ones left out, in the order of sending. */
const some = {
  from: host.optional(),
  /** Exactly these without PSH, as `flagNames` writes them. */
  flags: flags.optional(),
  data: z.boolean().optional(),
  again: z.boolean().optional(),
};
const segments = z.strictObject(some);
/** One of them, counted from 1. */
const segment = z.strictObject({ ...some, nth: z.int().min(1).default(1) });

/** What may be true of a run, looked at from outside. Times in ms, numbers counted from the ISNs unless `header`. */
export const check = z.union([
  z.strictObject({
    segment,
    header: z.literal(true).optional(),
    is: z.strictObject({
      from: host.optional(),
      flags: flags.optional(),
      seq: z.int().optional(),
      ack: z.int().optional(),
      octets: whole.optional(),
      window: whole.optional(),
      at: ms.optional(),
      again: z.boolean().optional(),
      /** The network lost it. */
      lost: z.boolean().optional(),
    }),
  }),
  z.strictObject({ count: segments, is: whole }),
  /** Every state that the host's connections entered, in order. */
  z.strictObject({ states: host, are: z.array(state) }),
  /** The state of the host's newest connection at a time, after all that happened then. */
  z.strictObject({ state: host, at: ms, is: state }),
  /** What the n-th call of its kind gave back: octets, a value, EOF or an errno. */
  z.strictObject({ call: z.string().min(1), host, nth: z.int().min(1).default(1), gives: z.string() }),
  /** How often a rule decided; without `times` at least once. */
  z.strictObject({
    rule: z.enum(Object.keys(RULES) as [RuleId, ...RuleId[]]),
    host: host.optional(),
    times: whole.optional(),
    /** Only what it decided at this time counts. */
    at: ms.optional(),
  }),
  z.strictObject({ enters: state, host, at: ms }),
  z.strictObject({ stays: state, host, ms }),
]);
export type Check = z.output<typeof check>;

/** A number that a run gives. */
export const measure = z.union([
  z.strictObject({
    segment,
    field: z.enum(["seq", "ack", "octets", "window", "at", "flags"]),
    header: z.literal(true).optional(),
  }),
  z.strictObject({ count: segments }),
  z.strictObject({ enters: state, host }),
  z.strictObject({ stays: state, host }),
]);
export type Measure = z.output<typeof measure>;

/** When something happens in a run: the step at which the n-th segment leaves, or a state is entered. */
export const moment = z.union([z.strictObject({ segment }), z.strictObject({ enters: state, host })]);
export type Moment = z.output<typeof moment>;

const COMMAND = /^\/handshake (run|compare|explore|list|predict)( |$)/u;
export const command = z.string().regex(COMMAND, "is no /handshake command");

/** What a run of the question's command must show, so that a test can prove the key. */
export const proof = z.strictObject({
  /** Where the proof needs another run than the learner is offered. */
  run: command.optional(),
  expect: z.array(check).default([]),
});
