/** What the server tells the page. The page imports these types, and nothing else of the server. */

export interface WirePicture {
  readonly url: string;
  /** The same as a GIF that moves. */
  readonly movingUrl?: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  /** What it was painted for; an address with `theme=` gives it for the other one. */
  readonly theme?: "light" | "dark";
}

/** To be downloaded. */
export interface WireFile {
  /** Absent where the server has forgotten what was in it. */
  readonly url?: string;
  readonly name: string;
  readonly bytes: number;
}

export interface WireButton {
  readonly label: string;
  readonly press: string;
  readonly style: "primary" | "secondary" | "danger";
  readonly disabled: boolean;
}

export interface WireChoice {
  readonly value: string;
  readonly label: string;
  readonly summary?: string;
}

export interface WireSelect {
  readonly placeholder: string;
  readonly press: string;
  readonly choices: readonly WireChoice[];
}

export interface WireField {
  readonly name: string;
  readonly label: string;
  readonly kind: "line" | "text" | "choice" | "file";
  readonly value?: string;
  readonly hint?: string;
  readonly choices?: readonly WireChoice[];
  readonly required: boolean;
}

export interface WireForm {
  readonly title: string;
  readonly press: string;
  readonly fields: readonly WireField[];
}

export interface WireMessage {
  /** Grows with every message, so that order is never in doubt. */
  readonly id: number;
  readonly channel: string;
  /** The message that this one's thread hangs on. */
  readonly thread?: number;
  /** A note to one person about this message, which they pressed: it stands right below it, the newest alone. */
  readonly under?: number;
  /** Without a person: the bot. */
  readonly author?: WirePerson;
  /** The command that this answers. */
  readonly asked?: { readonly name: string; readonly text: string };
  /** Who shows it to everybody, as a sentence. */
  readonly sharedBy?: string;
  /** Shown to its asker alone. */
  readonly private: boolean;
  /** A thread's name, on the message that it hangs on. */
  readonly title?: string;
  readonly text: string;
  readonly picture?: WirePicture;
  readonly file?: WireFile;
  readonly buttons: readonly (readonly WireButton[])[];
  readonly selects: readonly WireSelect[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly edited: boolean;
  /** Messages in the thread that hangs on this one. */
  readonly replies: number;
}

export interface WirePerson {
  readonly id: string;
  readonly name: string;
}

export type Update =
  | {
      readonly type: "all";
      readonly messages: readonly WireMessage[];
      readonly people: readonly WirePerson[];
    }
  /** New, or in place of the one with the same id. */
  | { readonly type: "message"; readonly message: WireMessage }
  | { readonly type: "gone"; readonly ids: readonly number[] }
  | { readonly type: "people"; readonly people: readonly WirePerson[] };

/** An entry of the menu of messages that carry buttons. */
export interface WireMenu {
  readonly name: string;
  readonly label: Readonly<Record<"en" | "ko", string>>;
}

/** What the page needs before anybody has a name. */
export interface PageStart {
  readonly channels: readonly string[];
  readonly words: Readonly<Record<"en" | "ko", Readonly<Record<string, string>>>>;
  readonly steps: readonly { readonly label: Readonly<Record<"en" | "ko", string>>; readonly text: string }[];
  readonly menus: readonly WireMenu[];
  readonly nameLimit: number;
  readonly textLimit: number;
  readonly fieldLimit: number;
  /** Of a file that is handed over, in bytes, and how it may be called. */
  readonly fileLimit: number;
  readonly fileEndings: readonly string[];
}

export interface Introduced {
  readonly token: string;
  readonly me: WirePerson;
}

/** The answer to something said or pressed: the thread that it opened, and the form, if it opened one. */
export interface Taken {
  readonly thread?: number;
  readonly form?: WireForm;
}

export interface Refusal {
  /** A sentence for the person at the page. */
  readonly error: string;
}
