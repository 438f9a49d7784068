/** What a command answers with: platform-neutral values. An adapter under `platforms/` renders them. */
import type { Locale } from "../language.ts";

/** A picture always travels with the same thing in words. */
export interface Picture {
  readonly png: Uint8Array;
  /** The whole trace in words; an adapter cuts it to its platform's limit at a line border. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** File name without folder, e.g. `three-way.png`. */
  readonly name: string;
}

/** `P` is a `Press` where a command writes it, and the sealed id where a platform reads it. */
export interface Button<P = Press> {
  /** Localised, at most 40 characters so that every platform takes it. */
  readonly label: string;
  /** What is pressed; written and read by `press.ts` alone. */
  readonly press: P;
  readonly style?: "primary" | "secondary" | "danger";
  readonly disabled?: boolean;
}

/** A press before it is sealed: the command that handles it and the words it needs. */
export interface Press {
  readonly command: string;
  readonly verb: string;
  readonly args: readonly string[];
}

export interface Message<P = Press> {
  /** Light Markdown: `**bold**`, `` `code` ``, fenced code, lists, line breaks. Nothing else. */
  readonly text: string;
  readonly picture?: Picture;
  /** At most 5 rows of at most 5 buttons. */
  readonly buttons?: readonly (readonly Button<P>[])[];
}

export type Reply<P = Press> =
  | { readonly to: "asker"; readonly message: Message<P> }
  | { readonly to: "channel"; readonly message: Message<P> }
  /** Replaces the message whose button was pressed. */
  | { readonly to: "same message"; readonly message: Message<P> }
  | { readonly to: "new thread"; readonly title: string; readonly message: Message<P> };

/** A reply as a platform shows it: every button carries its sealed id. */
export type Shown = Reply<string>;

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Where something is said. */
export interface Place {
  readonly channel: string;
  readonly thread?: string;
}

/** Everything a command may know of the situation. No command asks which platform it is on. */
export interface Context {
  readonly asker: Person;
  readonly place: Place;
  /** The asker's language: for private answers. */
  readonly locale: Locale;
  /** The channel's language: for public posts. */
  readonly channelLocale: Locale;
  readonly theme: "light" | "dark";
}
