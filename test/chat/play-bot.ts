/** A bot with `/connection` and `/quiz`, over a real store in a folder of its own. */
import connection from "../../commands/connection.ts";
import quiz from "../../commands/quiz.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";
import { type SampleBot, SECRET, sampleBot } from "./sample-bot.ts";

export interface PlayBot extends SampleBot {
  readonly store: Store;
}

export async function playBot(): Promise<PlayBot> {
  const opened = await openStore({ data: folder() });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  const services = { connections: store.connections, quiz: { ...store } };
  return { ...sampleBot(SECRET, [connection, quiz], { services, now: () => NOW }), store };
}
