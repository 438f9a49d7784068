/**
 * Gateway mode: discord.js keeps the connections (resume, heartbeats, shards); raw interactions go to `receive`. All
 * shards are in this process, under the client's own manager. discord.js's other one, `ShardingManager`, starts the
 * program once a shard: as many HTTP ports, daily ticks and sets of fonts, to share out the work of caches, most of which
 * are not kept here. What is heavy here is drawing, and that does not grow with the servers that a shard carries.
 */
import {
  type APIInteraction,
  type APIInteractionResponse,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  type RawFile,
  type REST,
  Routes,
  Status,
} from "discord.js";
import { createRetry } from "../retry.ts";
import { type Desk, receive } from "./receive.ts";
import { isRefusal, refusalOf, refused } from "./token.ts";

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

const NOT_CONNECTED = "the gateway is not connected";

/** Connects in the background: a platform that is down keeps nobody else from starting. */
export function openGateway(parts: GatewayParts): Gateway {
  let client: Client | undefined;
  let away = NOT_CONNECTED;
  let stopped = false;
  const retry = createRetry();
  const attempt = (): void => {
    // A client that failed cannot be taken up again: it counts as destroyed for good.
    const fresh = clientOf(parts);
    client = fresh;
    const again = (fields: object, message: string, refusal: number | undefined): void => {
      if (stopped || client !== fresh) return;
      client = undefined;
      away = refusal === undefined ? NOT_CONNECTED : `${NOT_CONNECTED}: ${refused(refusal)}`;
      const againMs = retry.again(attempt);
      parts.log.error({ ...fields, againMs }, message);
      void fresh.destroy();
    };
    fresh.on(Events.ClientReady, () => {
      away = NOT_CONNECTED;
      retry.reached();
    });
    // Discord wants another token, other intents or more shards: as `auto` those are asked for anew.
    fresh.on(Events.ShardDisconnect, ({ code }, shard) =>
      again({ code, shard }, "discord closed the connection for good", isRefusal(code) ? code : undefined),
    );
    fresh
      .login(parts.token)
      .catch((error: unknown) => again({ err: error }, "discord cannot be reached", refusalOf(error)));
  };
  attempt();
  return {
    ready: () => (client === undefined ? away : readiness(client, away)),
    stop: async () => {
      stopped = true;
      retry.stop();
      await client?.destroy();
    },
  };
}

/**
 * What is asked and pressed is read raw, so nobody reads these. discord.js would keep everybody who ever used the bot (some
 * 700 bytes each), and 200 messages of each channel. Servers, channels and roles it cannot do without.
 */
const NOT_KEPT = {
  ...Options.DefaultMakeCacheSettings,
  GuildMemberManager: 0,
  MessageManager: 0,
  UserManager: 0,
};

function clientOf(parts: GatewayParts): Client {
  const client = new Client({
    // Slash commands and buttons need nothing but the servers that the bot is in.
    intents: [GatewayIntentBits.Guilds],
    ...shardsOf(parts.shards),
    makeCache: Options.cacheWithLimits(NOT_KEPT),
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
function readiness({ ws: { shards } }: Client, before: string): true | string {
  const away = shards.filter(({ status }) => status !== Status.Ready).map(({ id }) => id);
  if (shards.size > 0 && away.length === 0) return true;
  return shards.size > 1 ? `${NOT_CONNECTED}: shard ${away.join(", ")} of ${shards.size}` : before;
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
