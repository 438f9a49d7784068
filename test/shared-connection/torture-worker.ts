/** One bot process of the torture: each line on its standard input is a press, each line on its output an answer. */
import { createInterface } from "node:readline";
import type { CommandContext } from "../../src/chat/command.ts";
import { asset } from "../../src/checkout.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { loadLanguage } from "../../src/language.ts";
import { card } from "../../src/shared-connection/card.ts";
import type { Keep } from "../../src/shared-connection/keep.ts";
import { recentTables } from "../../src/shared-connection/recent.ts";
import { act, read, type Table } from "../../src/shared-connection/table.ts";
import { openStore } from "../../src/store/index.ts";
import { decide } from "./presses.ts";
import { type Answer, type Asked, hashOf } from "./torture-lines.ts";

const { ACKADEMY_DATA: data = "", DATABASE_URL, TORTURE_DIE_AFTER = "0" } = process.env;
await serve();

async function serve(): Promise<void> {
  const opened = await openStore({ data, ...(DATABASE_URL && { database: DATABASE_URL }) });
  if (!opened.ok) throw new Error(opened.problem);
  const { connections } = opened.store;
  const keep = { ...dyingAfter(Number(TORTURE_DIE_AFTER), connections), recent: recentTables() };
  const table: Table = { keep, scenarioOf };
  const language = loadLanguage(asset("locales"));
  const answer = async (asked: Asked): Promise<Answer> => {
    if ("look" in asked) {
      const found = await read(table, asked.look);
      if (!found.ok) return { n: asked.n, ok: false, why: found.why };
      return { n: asked.n, ok: true, version: found.version, hash: hashOf(found.state) };
    }
    const { n, id, person, at } = asked;
    // Not as others type it who hand a seat over.
    const by = { id: person, name: `Mx ${person}` };
    const done = await act(table, id, by, (state) => decide(state, asked, at), at);
    const context = { language, locale: n % 2 ? "ko" : "en", theme: "light", asker: by, now: at };
    const shown = done.state && (await card(done.state, context as CommandContext, false));
    const seen = done.state && shown ? { step: done.state.step, letters: shown.text.length } : {};
    return done.ok
      ? { n, ok: true, version: done.version, ...seen }
      : { n, ok: false, why: done.why, ...seen };
  };
  process.stdout.write("ready\n");
  for await (const line of createInterface({ input: process.stdin })) {
    void answer(JSON.parse(line)).then((said) => process.stdout.write(`${JSON.stringify(said)}\n`));
  }
}

/** Whoever dies here has stored a move and told nobody: the gap that a restart must not fill with a second one. */
function dyingAfter(count: number, keep: Keep): Keep {
  let left = count;
  return {
    ...keep,
    async append(...what) {
      const appended = await keep.append(...what);
      if (appended.kind === "appended" && --left === 0) process.kill(process.pid, "SIGKILL");
      return appended;
    },
  };
}
