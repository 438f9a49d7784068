/**
 * Posts, threads and reveals that the store holds ready: claimed under a lease, done with a key that is the same at each
 * attempt, marked. A process may die between any two of these; the next attempt, here or elsewhere, doubles and loses
 * nothing.
 *
 * On Discord that holds always: within minutes by the nonce, later because a retry looks in the channel for the post's
 * own buttons. Slack has no nonce: a retry looks for the post's metadata in the history, which needs the scopes
 * `channels:history` and `groups:history`. There one exception is left, that Slack takes a post later than the lease
 * lasts (a minute, of which an attempt may begin in the first half): then it stands there twice.
 */
import type { Log } from "../chat/bot.ts";
import type { Message } from "../chat/message.ts";
import type { Platform } from "../chat/platform.ts";
import type { Language } from "../language.ts";
import type { Answers } from "../store/answers.ts";
import type { BrokenPlaces } from "../store/broken-places.ts";
import type { Slot } from "../store/slots.ts";
import { type Job, jobOf, openThread, reveal, send } from "./deeds.ts";
import { CLAIMS_PER_ROUND, LEASE_MS, SLOTS_PER_CLAIM } from "./limits.ts";
import { type Plans, plan } from "./plan.ts";
import type { Chart } from "./post-message.ts";

export interface OutboxParts extends Plans {
  readonly answers: Pick<Answers, "distribution">;
  readonly brokenPlaces: BrokenPlaces;
  readonly platforms: readonly Pick<Platform, "name" | "post" | "edit" | "discuss" | "can">[];
  readonly language: Language;
  /** Seals what everybody may press: the bot's `open`. */
  readonly open: (message: Message) => Message<string>;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly chart?: Chart;
  /** For tests that cannot wait; `LEASE_MS`. */
  readonly leaseMs?: number;
}

export interface Outbox {
  /** Everything that is due now: slots are reserved, posted, given a thread and revealed. Never rejects. */
  round(): Promise<void>;
}

type Claim = "claim" | "claimThreads" | "claimReveals";

export function createOutbox(parts: OutboxParts): Outbox {
  const bug = (what: string) => (schedule: string, err: unknown) => parts.log.error({ schedule, err }, what);
  const each = (claim: Claim, work: (parts: OutboxParts, job: Job) => Promise<void>) => async () => {
    for (let turn = 0; turn < CLAIMS_PER_ROUND; turn++) {
      const lease = { leaseMs: parts.leaseMs ?? LEASE_MS, limit: SLOTS_PER_CLAIM };
      const claimed = await parts.slots[claim](parts.now(), lease);
      if (claimed.length === 0) return;
      const one = (slot: Slot) => jobOf(parts, slot).then((job) => job && work(parts, job));
      await Promise.all(claimed.map((slot) => one(slot).catch((err) => bug(claim)(slot.schedule, err))));
    }
  };
  const steps = [
    () => plan(parts, parts.now(), bug("a schedule was not planned")),
    each("claim", send),
    each("claimThreads", openThread),
    each("claimReveals", reveal),
  ];
  return {
    async round() {
      for (const step of steps) await step().catch((err) => parts.log.error({ err }, "daily round"));
    },
  };
}
