// Who may import whom. Change it together with the map in src/README.md.
//
// `at` is a folder or a file; the longest one that fits a file decides. Imports within `at` are always fine.
// `values` may be imported in any way, `types` only with `import type`. A name that starts with src/ or
// commands is a place in this project, "node:" is all of Node's own modules, anything else is a package.
export interface Room {
  readonly at: string;
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

const everything = ["src", "commands", "node:", "*"];
const sayable = ["zod", "src/language.ts"];
/** Where the assets are, and what was read of them already. */
const checkout = "src/checkout.ts";
/** How shapes become a picture. */
const painted = "src/card/painted.ts";
/** How options are described and sentences said, what ids are made of, and how long all of it may be. */
const speech = ["command", "limits", "nearest", "platform-id", "speaking"].map(
  (name) => `src/chat/${name}.ts`,
);
const away = ["retry", "standing", "within"].map((name) => `src/platforms/${name}.ts`);

export const importTable: readonly Room[] = [
  // The keyed hash of RFC 6528 is the one thing that the TCP core does not write itself.
  { at: "src/simulator/tcp", values: ["siphash"] },
  { at: "src/simulator/host", values: ["src/simulator/tcp", "siphash"] },
  { at: "src/simulator/network", values: ["src/simulator/tcp", "src/simulator/host"] },
  {
    at: "src/simulator/scenarios",
    values: [],
    types: ["src/simulator/tcp", "src/simulator/host", "src/simulator/network"],
  },
  {
    at: "src/simulator/explain",
    // What is stated once: a flag's bit and its name, arithmetic modulo 2^32, a rule's section, the state a host shows.
    values: [
      ...["src/language.ts", "src/simulator/tcp/segment.ts", "src/simulator/tcp/seqnum.ts"],
      ...["src/simulator/tcp/rules.ts", "src/simulator/network/states.ts"],
      ...["connections", "late", "unheeded"].map((name) => `src/simulator/network/${name}.ts`),
    ],
    types: ["src/simulator/tcp", "src/simulator/host", "src/simulator/network"],
  },
  { at: "src/simulator", values: [] },

  // A trace is made of the types of tcp and host, so the diagram may speak of those too.
  {
    at: "src/diagram",
    values: [
      "src/simulator/tcp/segment.ts",
      ...["connections", "late", "part", "states", "unheeded"].map(
        (name) => `src/simulator/network/${name}.ts`,
      ),
    ],
    types: ["src/simulator"],
  },
  // Tells whoever listens when it paints.
  { at: "src/diagram/kept.ts", values: ["src/diagram", "lru-cache", "node:diagnostics_channel"] },
  { at: "src/diagram/paint.ts", values: ["src/diagram", checkout, "canvas", "node:"] },
  { at: "src/diagram/painters.ts", values: ["src/diagram", checkout, "node:"] },
  {
    at: "src/shared-connection",
    values: [
      ...["src/simulator", "src/diagram", "src/chat", painted, "src/card/guess-form.ts"],
      ...[...sayable, "lru-cache"],
    ],
    // What the quiz wants to know of a connection that is over.
    types: ["src/store", "src/quiz/after-play.ts"],
  },
  {
    at: "src/quiz",
    values: ["src/simulator", "src/content", ...speech, ...sayable, "ts-fsrs"],
    types: ["src/chat", "src/store"],
  },
  {
    at: "src/quiz/week-picture.ts",
    values: ["src/quiz", "src/diagram", painted, ...speech],
    types: ["src/chat"],
  },
  {
    at: "src/content",
    values: ["src/simulator", "zod", "yaml", "i18next", "src/language.ts", checkout, "node:"],
  },
  // The bank's entries are the quiz's questions.
  ...["questions", "built-lists"].map((name) => ({
    at: `src/content/${name}.ts`,
    values: ["src/content", "src/quiz/question.ts", checkout, "node:"],
  })),
  { at: "src/content/generated.ts", values: ["src/content", "src/quiz", checkout, "node:"] },
  // A run as a message: picture, words and buttons; whoever shows runs asks here.
  {
    at: "src/card",
    values: ["src/simulator", "src/diagram", "src/content", "src/chat", ...sayable],
  },
  { at: "src/language.ts", values: ["zod", "yaml", "i18next", "node:"] },
  { at: "src/chat", values: [...sayable, "node:"] },
  { at: "src/chat/load.ts", values: ["src/chat", checkout, ...sayable, "node:"] },
  { at: "src/chat/rates.ts", values: ["rate-limiter-flexible"] },

  // What platforms that can be away or slow have in common: asking again, asking whether the token is still taken, and
  // not waiting for ever.
  { at: "src/platforms/retry.ts", values: [] },
  { at: "src/platforms/within.ts", values: [] },
  { at: "src/platforms/standing.ts", values: [], types: ["src/chat"] },
  { at: "src/platforms/discord", values: ["src/chat", ...away, ...sayable, "discord.js", "undici", "node:"] },
  {
    at: "src/platforms/slack",
    values: ["src/chat", ...away, ...sayable, "@slack/bolt", "lru-cache", "yaml", "node:"],
  },
  {
    at: "src/platforms/web",
    values: [
      ...["src/chat", "src/http-server.ts", checkout, ...sayable],
      ...["hono", "@hono/node-server", "esbuild", "node:"],
    ],
  },
  { at: "src/platforms/terminal", values: ["src/chat", "src/config.ts", ...sayable, "node:"] },
  // Started by itself, so it puts its own bot together, as main.ts does for the others.
  {
    at: "src/platforms/terminal/main.ts",
    values: ["src/platforms/terminal", "src/chat", "src/config.ts", "src/services.ts", "src/store", "node:"],
  },

  {
    at: "src/schedule",
    values: [
      ...["src/store", "src/quiz", "src/chat/cut-text.ts", "src/chat/press.ts", "src/chat/typed.ts"],
      ...[...speech, ...sayable],
    ],
    types: ["src/chat"],
  },
  { at: "src/schedule/due.ts", values: ["src/schedule", "temporal-polyfill"] },
  {
    at: "src/schedule/reveal-chart.ts",
    values: ["src/schedule", "src/diagram", "src/quiz/letters.ts", painted],
    types: ["src/quiz", "src/chat"],
  },
  { at: "src/schedule/tick.ts", values: ["src/schedule", "node-cron"], types: ["src/chat"] },
  { at: "src/store/rates.ts", values: ["kysely", "rate-limiter-flexible"], types: ["src/store"] },
  { at: "src/store/better-sqlite3.ts", values: ["better-sqlite3"] },
  { at: "src/store", values: ["zod", "kysely", "lru-cache", "pg", "node:"] },

  {
    at: "commands",
    values: [
      ...["src/simulator", "src/diagram", "src/content", "src/card", "src/chat", "src/store", "src/quiz"],
      ...["src/shared-connection", "src/schedule", ...sayable],
    ],
  },
  { at: "src/replay", values: ["src/simulator", "zod", "node:"] },
  // What whoever runs the bot sees of it. The rooms tell it through `chat/meter.ts`, and know nothing of it.
  {
    at: "src/operating",
    values: ["src/chat/grammar.ts", "src/chat/named.ts", "lru-cache", "pino", "prom-client", "node:"],
    types: ["src/chat", "src/store"],
  },
  { at: "src/misspelt.ts", values: ["src/chat/nearest.ts"] },
  {
    at: "src/config.ts",
    values: ["src/http-server.ts", "src/misspelt.ts", "src/secret-files.ts", checkout, "zod", "node:"],
  },
  { at: checkout, values: ["node:"] },
  { at: "src/secret-files.ts", values: ["node:"], types: ["src/config.ts"] },
  { at: "src/http-server.ts", values: ["node:"] },
  // The endpoints of platforms that Discord and Slack post to; the local page has a server of its own.
  {
    at: "src/server.ts",
    values: ["src/operating", "src/http-server.ts", "@hono/node-server", "node:"],
    types: ["src/chat"],
  },
  { at: "src/services.ts", values: everything },
  { at: "src/main.ts", values: everything },
];
