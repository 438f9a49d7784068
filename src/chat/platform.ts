/** What the rest of the bot needs of a platform: to post and to change posts, and to know whether it is there. */
import type { Capabilities, Message, Place } from "./message.ts";

export interface Platform {
  /** Stands in front of the ids of its people: `discord` for `discord:80351110224678912`. */
  readonly name: string;
  /** Whether it could take work now; else why not, for whoever runs the bot. */
  ready(): true | string;
  /** Posts what nobody asked for. With the same `key`, twice within minutes is once, where the platform can. */
  post(place: Place, message: Message<string>, key: string, sending?: Sending): Promise<Posted>;
  edit(place: Place, id: string, message: Message<string>): Promise<Posted>;
  /** A thread under a post of ours, with its first line. One that is there already is fine. */
  discuss(place: Place, id: string, opening: Opening, key: string, sending?: Sending): Promise<Posted>;
  /** How it writes moments and channels in what nobody asked for. */
  readonly can: Pick<Capabilities, "localTime" | "channelName">;
  stop(): Promise<void>;
}

/** What goes with a post beside its words. */
export interface Sending {
  /** Id of the one role or user group that is pinged; nobody else is, whatever the words say. */
  readonly ping?: string;
  /** An attempt that nobody heard of may have posted it since then (milliseconds since 1970): look for it first. */
  readonly triedSince?: number;
  /** After so many milliseconds nothing more is sent: somebody else may have taken over by then. */
  readonly withinMs?: number;
}

export interface Opening {
  readonly title: string;
  /** The first line in it. */
  readonly text: string;
}

export type Posted =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      /**
       * `token`: this server or workspace has removed the bot. `later`: worth another try after a while, when the platform is
       * there again, or whoever runs the bot has mended its token; the others stay so until a manager mends them.
       */
      readonly why: "gone" | "forbidden" | "archived" | "token" | "later";
    };

/** Each event of a platform once, across restarts and processes: a key is first for ten minutes at least. */
export interface Once {
  first(key: string): Promise<boolean>;
}
