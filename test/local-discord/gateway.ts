/** The gateway: sessions that are identified, hear what is meant for their shard, and can be taken up again. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { isRecord, type Json, numberOf, textOf } from "./json.ts";
import { GATEWAY_BYTES, GATEWAY_MESSAGES_A_MINUTE } from "./limits.ts";
import { guildCreateJson, selfJson } from "./shown-json.ts";
import type { Guild, World } from "./world.ts";

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  ack: 11,
} as const;
const CLOSE = {
  unknownOp: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  already: 4005,
  rate: 4008,
  badShard: 4010,
  badIntents: 4013,
  refusedIntents: 4014,
} as const;
const GUILDS = 1 << 0;
/** Members, presences, message content: not without asking Discord first. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const KNOWN_INTENTS = 2 ** 26 - 1;
const NORMAL: readonly number[] = [1000, 1001];
const LET_DOWN = 4000;
const MINUTE_MS = 60_000;

export interface Session {
  readonly id: string;
  readonly intents: number;
  /** Which of how many. */
  readonly shard: readonly [number, number];
  /** Heard so far, oldest first: what a resumed session has missed is sent again from here. */
  readonly sent: { readonly s: number; readonly text: string }[];
  socket?: WebSocket;
  heartbeats: number;
  resumes: number;
}

export interface Gateway {
  readonly sessions: readonly Session[];
  /** Every IDENTIFY that came, accepted or not. */
  readonly identifies: readonly Json[];
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  dispatch(event: string, data: Json, guild?: string): void;
  /** Takes the connections away: for a while, or with all that the session knew. */
  drop(how: { readonly resumable: boolean }): void;
  /** Asks to reconnect, as Discord does before it restarts a machine. */
  askToReconnect(): void;
  close(): void;
}

interface Held {
  readonly sessions: Session[];
  readonly identifies: Json[];
  readonly world: World;
  readonly heartbeatMs: number;
}

export function createGateway(world: World, heartbeatMs: number): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const held: Held = { sessions: [], identifies: [], world, heartbeatMs };
  const connected = () => held.sessions.filter(({ socket }) => socket !== undefined);
  return {
    sessions: held.sessions,
    identifies: held.identifies,
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (ws) => welcome(held, ws)),
    dispatch: (event, data, guild) => {
      for (const session of held.sessions) if (hears(session, event, guild)) say(session, event, data);
    },
    drop: ({ resumable }) => {
      const sockets = connected().map(({ socket }) => socket);
      if (!resumable) held.sessions.length = 0;
      for (const socket of sockets) socket?.close(LET_DOWN);
      world.watch.changed();
    },
    askToReconnect: () => {
      for (const { socket } of connected()) send(socket, { op: OP.reconnect, d: null });
    },
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function welcome(held: Held, socket: WebSocket): void {
  let session: Session | undefined;
  let messages: number[] = [];
  send(socket, { op: OP.hello, d: { heartbeat_interval: held.heartbeatMs, _trace: [] } });
  socket.on("message", (data) => {
    const now = Date.now();
    messages = [...messages.filter((at) => now - at < MINUTE_MS), now];
    if (messages.length > GATEWAY_MESSAGES_A_MINUTE) return socket.close(CLOSE.rate);
    const payload = parse(data);
    if (payload === undefined) return socket.close(CLOSE.decode);
    session = hear(held, socket, session, payload);
  });
  socket.on("close", (code) => {
    if (session?.socket !== socket) return;
    delete session.socket;
    // A client that says goodbye does not come back for its session.
    if (NORMAL.includes(code)) held.sessions.splice(held.sessions.indexOf(session), 1);
    held.world.watch.changed();
  });
  socket.on("error", () => socket.terminate());
}

function hear(
  held: Held,
  socket: WebSocket,
  session: Session | undefined,
  { op, d }: Json,
): Session | undefined {
  if (op === OP.heartbeat) {
    if (session !== undefined) session.heartbeats += 1;
    send(socket, { op: OP.ack });
    held.world.watch.changed();
    return session;
  }
  if (op === OP.identify) return identify(held, socket, session, isRecord(d) ? d : {});
  if (op === OP.resume) return resume(held, socket, isRecord(d) ? d : {});
  if (session === undefined) socket.close(CLOSE.notAuthenticated);
  else if (op !== OP.presence && op !== OP.voice && op !== OP.members) socket.close(CLOSE.unknownOp);
  return session;
}

function identify(held: Held, socket: WebSocket, before: Session | undefined, d: Json): Session | undefined {
  const { world, sessions, identifies } = held;
  identifies.push(d);
  const no = (code: number): undefined => void socket.close(code);
  if (before !== undefined) return no(CLOSE.already);
  if (textOf(d.token).replace(/^Bot /, "") !== world.token) return no(CLOSE.badToken);
  const intents = numberOf(d.intents) ?? -1;
  if (intents < 0 || intents > KNOWN_INTENTS) return no(CLOSE.badIntents);
  if ((intents & PRIVILEGED) !== 0) return no(CLOSE.refusedIntents);
  const [index, count] = Array.isArray(d.shard) ? (d.shard as number[]) : [0, 1];
  if (index === undefined || count === undefined || index < 0 || index >= count) return no(CLOSE.badShard);
  const session: Session = {
    id: world.nextId(),
    intents,
    shard: [index, count],
    sent: [],
    socket,
    heartbeats: 0,
    resumes: 0,
  };
  sessions.push(session);
  greet(world, session);
  return session;
}

function greet(world: World, session: Session): void {
  const guilds = [...world.guilds.values()].filter((one) => one.hasBot && isOnShard(one, session));
  const { application: id, url } = world;
  say(session, "READY", {
    ...{
      v: 10,
      user: selfJson(world),
      session_id: session.id,
      resume_gateway_url: url.replace("http:", "ws:"),
    },
    ...{ shard: session.shard, application: { id, flags: 0 }, private_channels: [] },
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
  });
  if ((session.intents & GUILDS) !== 0)
    for (const guild of guilds) say(session, "GUILD_CREATE", guildCreateJson(world, guild));
  world.watch.changed();
}

function resume({ world, sessions }: Held, socket: WebSocket, d: Json): Session | undefined {
  if (textOf(d.token).replace(/^Bot /, "") !== world.token) return void socket.close(CLOSE.badToken);
  const session = sessions.find(({ id }) => id === d.session_id);
  if (session === undefined) return void send(socket, { op: OP.invalid, d: false });
  session.socket = socket;
  session.resumes += 1;
  const heard = numberOf(d.seq) ?? 0;
  for (const { s, text } of session.sent) if (s > heard) socket.send(text);
  say(session, "RESUMED", {});
  world.watch.changed();
  return session;
}

/** Sent now, or when the session is taken up again. */
function say(session: Session, t: string, d: Json): void {
  const s = (session.sent.at(-1)?.s ?? 0) + 1;
  const text = JSON.stringify({ op: OP.dispatch, s, t, d });
  session.sent.push({ s, text });
  session.socket?.send(text);
}

/** Everything here but interactions comes with the intent for servers. Direct messages are the first shard's. */
function hears(session: Session, event: string, guild: string | undefined): boolean {
  if (event !== "INTERACTION_CREATE" && (session.intents & GUILDS) === 0) return false;
  return guild === undefined ? session.shard[0] === 0 : isOnShard({ id: guild }, session);
}

const isOnShard = ({ id }: Pick<Guild, "id">, { shard: [index, count] }: Session): boolean =>
  Number((BigInt(id) >> 22n) % BigInt(count)) === index;

function send(socket: WebSocket | undefined, payload: Json): void {
  socket?.send(JSON.stringify(payload));
}

function parse(data: RawData): Json | undefined {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
  if (bytes.length > GATEWAY_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
