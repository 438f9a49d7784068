/** What is counted and timed, for Prometheus: `GET /metrics`. The sole importer of prom-client. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

export interface MetricsText {
  readonly type: string;
  readonly body: string;
}

/** Discord and Slack give up after 3 s; what takes longer than 10 s is as bad as what takes a minute. */
const ANSWER_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];
const RENDER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    firstAnswer: new Histogram({
      name: "ackademy_first_answer_seconds",
      help: "From what somebody did to the first answer that they see.",
      labelNames: ["platform"] as const,
      buckets: ANSWER_SECONDS,
      registers,
    }),
    requests: new Counter({
      name: "ackademy_requests_total",
      help: "Commands, presses, menus, mentions and forms, by what became of them.",
      labelNames: ["by", "command", "result"] as const,
      registers,
    }),
    underWay: new Gauge({
      name: "ackademy_answers_under_way",
      help: "What people did that has not been answered to the end.",
      labelNames: ["platform"] as const,
      registers,
    }),
    stalePresses: new Counter({
      name: "ackademy_stale_presses_total",
      help: "Presses on what had been overtaken.",
      registers,
    }),
    slots: new Counter({
      name: "ackademy_slots_total",
      help: "Daily posts, by what became of them.",
      labelNames: ["result", "reason"] as const,
      registers,
    }),
    badSignatures: new Counter({
      name: "ackademy_bad_signatures_total",
      help: "Requests that were refused because they do not come from the platform, or are somebody's copy.",
      labelNames: ["platform"] as const,
      registers,
    }),
    render: new Histogram({
      name: "ackademy_render_seconds",
      help: "Painting one picture, still or moving; those kept from before are not painted.",
      labelNames: ["kind"] as const,
      buckets: RENDER_SECONDS,
      registers,
    }),
    /** Prometheus' text format, and its media type. */
    text: async (): Promise<MetricsText> => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
