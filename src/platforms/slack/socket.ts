/**
 * Socket Mode: the connection that Slack's events come through, opened again whenever it is lost. Bolt's own way of
 * doing so gives up for good, without a word, where Slack cannot be reached at the moment of its one try.
 */
import type { SocketModeReceiver } from "@slack/bolt";
import type { Log } from "../../chat/bot.ts";
import { createRetry } from "../retry.ts";
import { errorOf, refusesToken } from "./refusals.ts";

export interface Connection {
  /** True, or why no events come, for whoever runs the bot. */
  ready(): true | string;
  stop(): Promise<void>;
}

const NOT_CONNECTED = "the socket is not connected";

/** @param socket made with `autoReconnectEnabled: false`, and with no retries of its own. */
export function keepConnected(socket: SocketModeReceiver, log: Log): Connection {
  let ready: true | string = NOT_CONNECTED;
  let stopped = false;
  const retry = createRetry();
  const attempt = (): void => {
    socket.start().catch((error: unknown) => {
      ready = reasonOf(error);
      if (stopped) return;
      const said = refusesToken(error) ? `slack: ${ready}` : "slack cannot be reached";
      const againMs = retry.again(attempt);
      log.error({ err: error, againMs }, said);
    });
  };
  socket.client.on("connected", () => {
    ready = true;
    retry.reached();
  });
  socket.client.on("disconnected", () => {
    // Before it was connected, `start` rejects as well.
    if (stopped || ready !== true) return;
    ready = NOT_CONNECTED;
    // Slack moves every connection after some hours: that is no fault.
    retry.again(attempt);
  });
  attempt();
  return {
    ready: () => ready,
    async stop() {
      stopped = true;
      retry.stop();
      await socket.stop().catch(() => undefined);
    },
  };
}

function reasonOf(error: unknown): string {
  if (!refusesToken(error)) return NOT_CONNECTED;
  const mend = "make one with connections:write, under Basic Information, and start again";
  return `${NOT_CONNECTED}: SLACK_APP_TOKEN is refused (${errorOf(error)}): ${mend}`;
}
