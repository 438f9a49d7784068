/** What a command answers with: platform-neutral values. An adapter under `platforms/` renders them. */
import type { Locale } from "../language.ts";

export type Theme = "light" | "dark";

/** A picture always travels with the same thing in words. */
export interface Picture {
  readonly png: Uint8Array;
  /** The whole trace in words; an adapter cuts it to its platform's limit at a line border. */
  readonly alt: string;
  /** One step of many, the newest: its words must not be cut off. */
  readonly newestLast?: true;
  readonly width: number;
  readonly height: number;
  /** File name without folder, e.g. `three-way.png`. */
  readonly name: string;
  /** The same as a GIF that moves, where somebody asked for it; `png` stays for who wants nothing to move. */
  readonly gif?: Uint8Array;
  /** What it was painted from: where messages outlive pictures, the same one is painted again. Read by `card/painted.ts` alone. */
  readonly source?: string;
  /** That it was painted in, where it can be painted in the other one. */
  readonly theme?: Theme;
  /** Letters that no shipped font has: they are boxes in the picture, and a line in the log. */
  readonly missing?: number;
}

/** A text to keep, handed over beside what an answer says. Only answers have one: a post that nobody asked for has none. */
export interface TextFile {
  /** Small letters, digits, dots and dashes, ending in one of `text-file.ts`: safe as a name on every system. */
  readonly name: string;
  /** At most `ANSWER_FILE_BYTES` in UTF-8. */
  readonly text: string;
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

/** A list to choose one entry from. What was chosen reaches the command as the last of the press's words. */
export interface Select<P = Press> {
  readonly placeholder: string;
  readonly choices: readonly Choice[];
  readonly press: P;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly summary?: string;
}

/** Who sees an answer: whoever asked, or everybody in the channel. */
export type Audience = "asker" | "channel";

export interface Message<P = Press> {
  /** Light Markdown: `**bold**`, `` `code` ``, fenced code, lists, line breaks. Nothing else. */
  readonly text: string;
  /**
   * Who shows it to everybody, as a sentence above the text: where a button was pressed, no platform says so. It pings
   * nobody. Not part of the text, so that a name can be taken back.
   */
  readonly sharedBy?: string;
  readonly picture?: Picture;
  readonly file?: TextFile;
  /** Rows of at most 5 buttons; rows and selects together at most 5. */
  readonly buttons?: readonly (readonly Button<P>[])[];
  /** Each takes a row of its own, above the buttons. */
  readonly selects?: readonly Select<P>[];
}

/** A form to fill in: a modal on Discord and Slack. Its answers reach the command's `press` as `fields`. */
export interface Form<P = Press> {
  readonly title: string;
  readonly press: P;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly label: string;
  /** A `file` is handed over where a platform's forms can, and pasted elsewhere: then it is a long text. */
  readonly kind: "line" | "text" | "choice" | "file";
  /** What stands in it already. */
  readonly value?: string;
  readonly hint?: string;
  readonly choices?: readonly Choice[];
  readonly required: boolean;
}

export type MessageReply<P> =
  | { readonly to: "asker"; readonly message: Message<P> }
  | { readonly to: "channel"; readonly message: Message<P> }
  /** Replaces the message whose button was pressed. */
  | { readonly to: "same message"; readonly message: Message<P> }
  /** What follows in the same answer for the channel is said in this thread. The message says itself what it is about. */
  | { readonly to: "new thread"; readonly title: string; readonly message: Message<P> }
  /** Replaces the message that this thread hangs on, so that the channel sees how it stands; where that is not ours, nothing. */
  | { readonly to: "thread's root"; readonly message: Message<P> };

/** A thread that is over: called so from now on and put away where threads can be, never locked. */
export interface Closing {
  readonly title: string;
}

/** What a command answers with. A form must be quick: platforms open one within three seconds or never. */
export type Reply =
  | MessageReply<Press>
  | { readonly to: "form"; readonly form: Form }
  | ({ readonly to: "close thread" } & Closing);

/** A reply as a platform shows it: every button carries its sealed id. */
export type Shown = MessageReply<string>;

export interface Person {
  /** With its platform in front, e.g. `discord:80351110224678912`. */
  readonly id: string;
  readonly name: string;
}

/** Where something is said. */
export interface Place {
  /** The server or workspace; absent in a direct message. */
  readonly server?: string;
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
  readonly theme: Theme;
  /** Whether the asker may do what managers of this server or workspace do. */
  readonly manager: boolean;
  readonly can: Capabilities;
}

/** What this platform can and cannot do, where platforms differ. */
export interface Capabilities {
  /** A private answer can be changed later without another press. */
  readonly privateEditLater: boolean;
  /** Commands can be typed inside a thread. */
  readonly commandInThread: boolean;
  /** Options are filled in one by one; elsewhere a command is one text. */
  readonly typedOptions: boolean;
  /** A form can be opened. */
  readonly forms: boolean;
  /** What was posted can be changed. */
  readonly edits: boolean;
  /** How a text leads to a thread, where a reader can follow it. */
  readonly threadLink?: (thread: string) => string;
  /** A moment shown in each reader's own time: markup for so many seconds since 1970 (UTC). */
  readonly localTime?: (seconds: number, otherwise: TimeTelling) => string;
  /** A channel by its own id, as everybody knows it. Pings nobody. */
  readonly channelName?: (channel: string) => string;
}

/** How a moment is told where a reader's own time cannot be: in this language, and in this zone of the IANA's names. */
export interface TimeTelling {
  readonly locale: Locale;
  readonly zone: string;
}
