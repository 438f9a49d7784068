/**
 * Gateway mode: discord.js keeps the connections (resume, heartbeats, shards); raw interactions go to `receive`. All
 * shards are in this process, under the client's own manager. discord.js's other one, `ShardingManager`, starts the
 * program once a shard: as many HTTP ports, daily ticks and sets of fonts, to share out the work of caches that we do
 * not keep. What is heavy here is drawing, and that does not grow with the servers that a shard carries.
 */
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

export interface GatewayParts extends Desk {
  readonly token: string;
  readonly shards: number | "auto";
  readonly restOptions: NonNullable<ConstructorParameters<typeof REST>[0]>;
}

export interface Gateway {
  /** `true`, or which shards are not there, for whoever runs the bot. */
  ready(): true | string;
  stop(): Promise<void>;
}

/** Longest and first pause before a platform that is down is tried again. */
const RETRY_MS = { first: 1_000, longest: 60_000 };
const NOT_CONNECTED = "the gateway is not connected";

/** Connects in the background: a platform that is down keeps nobody else from starting. */
export function openGateway(parts: GatewayParts): Gateway {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const attempt = (pauseMs: number): void => {
    // A client that failed cannot be taken up again: it counts as destroyed for good.
    const fresh = clientOf(parts);
    client = fresh;
    const again = (fields: object, message: string): void => {
      if (stopped || client !== fresh) return;
      client = undefined;
      parts.log.error({ ...fields, againMs: pauseMs }, message);
      void fresh.destroy();
      timer = setTimeout(() => attempt(Math.min(pauseMs * 2, RETRY_MS.longest)), pauseMs);
    };
    // Discord wants another token, other intents or more shards: as `auto` those are asked for anew.
    fresh.on(Events.ShardDisconnect, ({ code }, shard) =>
      again({ code, shard }, "discord closed the connection for good"),
    );
    fresh.login(parts.token).catch((error: unknown) => again({ err: error }, "discord cannot be reached"));
  };
  attempt(RETRY_MS.first);
  return {
    ready: () => (client === undefined ? NOT_CONNECTED : readiness(client)),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.destroy();
    },
  };
}

function clientOf(parts: GatewayParts): Client {
  const client = new Client({
    // Slash commands and buttons need nothing but the servers that the bot is in.
    intents: [GatewayIntentBits.Guilds],
    ...shardsOf(parts.shards),
    allowedMentions: { parse: [] },
    rest: parts.restOptions,
  });
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    void receive(parts, interaction, lineOf(parts.rest, interaction));
  });
  client.on(Events.Error, (error) => parts.log.error({ err: error }, "discord connection"));
  client.on(Events.ShardError, (error, shard) => parts.log.warn({ err: error, shard }, "discord connection"));
  return client;
}

/** To discord.js a bare number is the number of one shard, not how many there are. */
const shardsOf = (count: number | "auto") =>
  count === "auto"
    ? { shards: "auto" as const }
    : { shards: Array.from({ length: count }, (_, at) => at), shardCount: count };

/** The client's own status stays "ready" while a shard is away. */
function readiness({ ws: { shards } }: Client): true | string {
  const away = shards.filter(({ status }) => status !== Status.Ready).map(({ id }) => id);
  if (shards.size > 0 && away.length === 0) return true;
  return shards.size > 1 ? `${NOT_CONNECTED}: shard ${away.join(", ")} of ${shards.size}` : NOT_CONNECTED;
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
