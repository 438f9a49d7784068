/**
 * A Discord for tests, on 127.0.0.1: REST, gateway and HTTP interactions, as its documentation has them. It refuses what
 * Discord refuses and remembers each such body in `violations`. People are worked through `as(name)`.
 */

import type { AddressInfo } from "node:net";
import { type Clock, createClock } from "./clock.ts";
import { createDelivery, type Forged } from "./deliver.ts";
import { createGateway, type Session } from "./gateway.ts";
import type { Json } from "./json.ts";
import { type Client, clientOf, type Who } from "./person.ts";
import { addGuild, createWorld, type GuildParts, type Places, personOf, places, seatOf } from "./places.ts";
import { type Recorded, restServer } from "./rest-server.ts";
import { createKeys } from "./signed-post.ts";
import { type Breakage, createTrouble, type RateLimit } from "./trouble.ts";
import { createWatch } from "./watch.ts";
import type { Violation } from "./world.ts";

export interface LocalDiscord extends Places {
  /** For `rest.api` of discord.js, without the version. */
  readonly api: string;
  readonly token: string;
  readonly application: string;
  /** Hex, for HTTP interactions. */
  readonly publicKey: string;
  readonly clock: Clock;
  /** Bodies that Discord refuses, and returns within a rate limit's time. */
  readonly violations: readonly Violation[];
  readonly requests: readonly Recorded[];
  readonly sessions: readonly Session[];
  readonly identifies: readonly Json[];
  as(name: string, who?: Who): Client;
  /** Every request answers 401, and the gateway closes with 4004. */
  revokeToken(): void;
  /** The bot's token is good again. */
  acceptToken(): void;
  /** Looked at again after every change; rejects with `what`. */
  until<T>(look: () => T | undefined | false, what: string, withinMs?: number): Promise<T>;
  /** So many shards are connected. discord.js waits five seconds and more before it identifies a second time. */
  connected(shards?: number): Promise<void>;
  /** No request is under way, and none has come for so many real milliseconds; 50. */
  idle(forMs?: number): Promise<void>;
  limitNext(limit?: RateLimit): void;
  breakNext(breakage: Breakage): void;
  deliverTwice(count?: number): void;
  dropGateway(how?: { readonly resumable: boolean }): void;
  askToReconnect(): void;
  /** What `/gateway/bot` asks for from here on. */
  recommendShards(count: number): void;
  /** HTTP interactions from here on, after the check that the developer portal makes. `undefined`: the gateway. */
  sendTo(url: string | undefined): Promise<void>;
  /** One signed, badly signed, old or repeated request; without a payload a PING. */
  post(request?: Forged): Promise<{ readonly status: number; readonly body: string }>;
  /** Nobody answers until it comes up again, at the same address. */
  goDown(): void;
  comeUp(): void;
  stop(): Promise<void>;
}

export interface DiscordParts {
  readonly guilds?: readonly GuildParts[];
  /** 41,250, as Discord's. */
  readonly heartbeatMs?: number;
  /** How many shards `/gateway/bot` asks for; 1. */
  readonly recommendedShards?: number;
}

const HEARTBEAT_MS = 41_250;
const IDLE_MS = 50;
const RECONNECT_MS = 10_000;

export async function openDiscord({
  guilds = [{ name: "Lab" }],
  heartbeatMs = HEARTBEAT_MS,
  recommendedShards = 1,
}: DiscordParts = {}): Promise<LocalDiscord> {
  const watch = createWatch();
  const clock = createClock(watch.changed);
  const keys = createKeys();
  const world = createWorld(clock, watch, keys.publicKey);
  world.shards = recommendedShards;
  const requests: Recorded[] = [];
  const traffic = { underWay: 0, lastAt: 0 };
  let down = false;
  const trouble = createTrouble(clock.now, (route, earlyMs) => {
    world.violations.push({
      route,
      code: "RATE_LIMIT",
      path: "",
      message: `came back ${Math.ceil(earlyMs)} ms too early`,
    });
  });
  const server = restServer({ world, trouble, requests, traffic, isDown: () => down });
  const gateway = createGateway(world, heartbeatMs);
  world.emit = gateway.dispatch;
  server.on("upgrade", (request, socket, head) => {
    if (down) socket.destroy();
    else gateway.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const parts of guilds) addGuild(world, parts);
  const delivery = createDelivery(world, keys, gateway);
  const { token } = world;
  return {
    ...{
      api: `${world.url}/api`,
      token,
      application: world.application,
      publicKey: keys.publicKey,
    },
    ...{ clock, violations: world.violations, requests },
    ...{ sessions: gateway.sessions, identifies: gateway.identifies },
    ...places(world),
    as: (name, who = {}) => {
      const person = personOf(world, name, who);
      return clientOf({ world, delivery, person, channel: seatOf(world, person, who), who });
    },
    revokeToken: () => {
      world.token = `revoked-${world.nextId()}`;
      gateway.drop({ resumable: false });
    },
    acceptToken: () => {
      world.token = token;
    },
    until: watch.until,
    connected: async (shards = 1) => {
      const there = () => gateway.sessions.filter(({ socket }) => socket !== undefined).length >= shards;
      await watch.until(there, `${shards} connected to the gateway`, RECONNECT_MS);
    },
    idle: async (forMs = IDLE_MS) => {
      const from = Date.now();
      const still = () => traffic.underWay === 0 && Date.now() - Math.max(from, traffic.lastAt) >= forMs;
      await watch.until(still, "nothing under way");
    },
    ...{ limitNext: (limit = {}) => trouble.limitNext(limit), breakNext: trouble.breakNext },
    ...{
      deliverTwice: (count = 1) => delivery.twice(count),
      sendTo: delivery.sendTo,
      post: (request = {}) => delivery.post(request),
    },
    ...{
      dropGateway: (how = { resumable: true }) => gateway.drop(how),
      askToReconnect: gateway.askToReconnect,
      recommendShards: (count: number) => {
        world.shards = count;
      },
    },
    goDown: () => {
      down = true;
      gateway.drop({ resumable: true });
      server.closeAllConnections();
    },
    comeUp: () => {
      down = false;
    },
    stop: async () => {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
