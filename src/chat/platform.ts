/** What the rest of the bot needs of a platform: to post and to change posts, and to know whether it is there. */
import type { Message, Place } from "./message.ts";

export interface Platform {
  /** Stands in front of the ids of its people: `discord` for `discord:80351110224678912`. */
  readonly name: string;
  /** Whether it could take work now; else why not, for whoever runs the bot. */
  ready(): true | string;
  /** Posts what nobody asked for. With the same `key`, twice within minutes is once, where the platform can. */
  post(place: Place, message: Message<string>, key: string): Promise<Posted>;
  edit(place: Place, id: string, message: Message<string>): Promise<Posted>;
  stop(): Promise<void>;
}

export type Posted =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      /** `later`: worth another try after a while; the others stay so until a manager mends them. */
      readonly why: "gone" | "forbidden" | "archived" | "token" | "later";
    };

/** Each event of a platform once, across restarts and processes: a key is first for ten minutes at least. */
export interface Once {
  first(key: string): Promise<boolean>;
}
