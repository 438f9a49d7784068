/** Everything that the local Discord knows: servers, channels, people, messages, commands, interactions. */
import { PermissionFlagsBits } from "discord.js";
import type { Clock } from "./clock.ts";
import type { Json } from "./json.ts";
import type { Watch } from "./watch.ts";

export const TEXT = 0;
export const DM = 1;
export const PUBLIC_THREAD = 11;
export const PRIVATE_THREAD = 12;
const THREADS: readonly number[] = [10, PUBLIC_THREAD, PRIVATE_THREAD];

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly owner: string;
  /** False where the app came with a person alone. */
  readonly hasBot: boolean;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly guild?: string;
  /** Of a thread. */
  readonly parent?: string;
  /** The message that a thread hangs on. */
  readonly starter?: string;
  /** The other one in a direct message. */
  readonly with?: string;
  archived: boolean;
  locked: boolean;
  archiveMinutes: number;
  /** What the bot may not do here. */
  denied: bigint;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly permissions: bigint;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  files: readonly StoredFile[];
  flags: number;
  readonly at: number;
  editedAt?: number;
  edits: number;
  /** The one who sees it; everybody, where it is not set. */
  readonly onlyFor?: string;
  readonly interaction?: string;
  readonly nonce?: string | number;
  thread?: string;
}

/** What became of an interaction first; `failed` is what its person reads as "This interaction failed". */
export type FirstAnswer =
  | { readonly kind: "message" | "deferred" | "update" | "deferred update"; readonly private: boolean }
  | { readonly kind: "modal"; readonly modal: Json }
  | { readonly kind: "choices"; readonly choices: readonly Json[] }
  | { readonly kind: "failed"; readonly why: string };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly person: string;
  readonly channel: string;
  readonly guild?: string;
  /** In its server only by the person who installed it: five follow-ups. */
  readonly byUser: boolean;
  readonly at: number;
  /** The message whose component was used, or from whose component the modal was opened. */
  readonly source?: string;
  readonly name: string;
  readonly data: Json;
  first?: FirstAnswer;
  /** Milliseconds from the interaction to its first answer, as its person measured it. */
  latencyMs?: number;
  /** What `@original` means; gone once deleted. */
  original?: string;
  /** Everything that it posted, in order; deleted ones stay listed here. */
  readonly produced: string[];
  followUps: number;
  /** Edits of `source` since. */
  updates: number;
}

/** A body that real Discord would have refused; a test can assert that there is none. */
export interface Violation {
  readonly route: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface World {
  readonly clock: Clock;
  readonly watch: Watch;
  readonly application: string;
  readonly bot: Person;
  readonly publicKey: string;
  /** How many connections to the gateway a bot is told to open. */
  shards: number;
  token: string;
  /** `http://127.0.0.1:PORT`, once it listens. */
  url: string;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly people: Map<string, Person>;
  readonly messages: Map<string, Message>;
  readonly files: Map<string, StoredFile>;
  /** By guild id, or "" for the global ones. */
  readonly commands: Map<string, readonly Json[]>;
  /** Creations by scope and day. */
  readonly creations: Map<string, number>;
  readonly interactions: Map<string, Interaction>;
  readonly violations: Violation[];
  nextId(): string;
  /** Tells whoever is connected and meant to hear it. */
  emit(event: string, data: Json, guild?: string): void;
}

/** What @everyone may do, people and bot alike. */
export const EVERYBODY =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.CreatePrivateThreads |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ManageThreads;

/** First second of 2015, from which Discord's ids count. */
const DISCORD_EPOCH = 1_420_070_400_000;

/** Ids as Discord makes them: 42 bits of time above 22 of a count. Later ones are larger. */
export function snowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const fresh = BigInt(now() - DISCORD_EPOCH) << 22n;
    last = fresh > last ? fresh : last + 1n;
    return String(last);
  };
}

export const isThread = ({ type }: Channel): boolean => THREADS.includes(type);

/** The bot's permissions in a channel; a thread has its parent's. */
export function botPermissions({ channels }: World, channel: Channel): bigint {
  const parent = channel.parent === undefined ? undefined : channels.get(channel.parent);
  return EVERYBODY & ~channel.denied & ~(parent?.denied ?? 0n);
}
