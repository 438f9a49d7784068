/** Gateway mode: discord.js keeps the connection (resume, heartbeats, shards); raw interactions go to `receive`. */
import {
  type APIInteraction,
  type APIInteractionResponse,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type RawFile,
  type REST,
  Routes,
  Status,
} from "discord.js";
import { type Desk, receive } from "./receive.ts";

export interface GatewayParts extends Omit<Desk, "rest"> {
  readonly token: string;
  /** `https://discord.com/api`, or a proxy's. */
  readonly api: string;
  readonly shards: number | "auto";
  readonly restOptions: ConstructorParameters<typeof REST>[0];
}

export interface Gateway {
  readonly rest: REST;
  connected(): boolean;
  stop(): Promise<void>;
}

/** Longest and first pause before a platform that is down is tried again. */
const RETRY_MS = { first: 1_000, longest: 60_000 };

/** Connects in the background: a platform that is down keeps nobody else from starting. */
export function openGateway(parts: GatewayParts): Gateway {
  const client = new Client({
    // Slash commands and buttons need nothing but the servers that the bot is in.
    intents: [GatewayIntentBits.Guilds],
    shards: parts.shards,
    allowedMentions: { parse: [] },
    rest: parts.restOptions ?? {},
  });
  client.rest.setToken(parts.token);
  const desk: Desk = { ...parts, rest: client.rest };
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    void receive(desk, interaction, lineOf(client.rest, interaction));
  });
  client.on(Events.Error, (error) => parts.log.error({ err: error }, "discord connection"));
  const retrying = keepTrying(client, parts);
  return {
    rest: client.rest,
    connected: () => client.ws.status === Status.Ready,
    stop: async () => {
      retrying.stop();
      await client.destroy();
    },
  };
}

const lineOf = (rest: REST, { id, token }: APIInteraction) => ({
  takesFiles: true,
  first: async (response: APIInteractionResponse, files: readonly RawFile[]) => {
    await rest.post(Routes.interactionCallback(id, token), {
      body: response,
      files: [...files],
      auth: false,
    });
  },
});

function keepTrying(client: Client, { token, log }: GatewayParts): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const attempt = (pauseMs: number): void => {
    client.login(token).catch((error: unknown) => {
      if (stopped) return;
      log.error({ err: error, againMs: pauseMs }, "discord cannot be reached");
      timer = setTimeout(() => attempt(Math.min(pauseMs * 2, RETRY_MS.longest)), pauseMs);
    });
  };
  attempt(RETRY_MS.first);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
