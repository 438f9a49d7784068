/** One slash command, declared once. Every platform registers, parses and documents it from this value. */
import type * as z from "zod";
import type { Language, Locale } from "../language.ts";
import type { Audience, Button, Context, Press, Reply, Select } from "./message.ts";
import type { Services } from "./services.ts";

export type Localised = Readonly<Record<Locale, string>>;

/**
 * What a field of `options` says about itself, given with zod's `.meta(about(…))`.
 * A type, not an interface: zod's meta takes only what could be a plain record.
 * Kinds come from the schema (`z.string()`, `z.enum()`, `z.int()`, `z.boolean()`); `names` says that a string
 * is a person's, channel's or role's id, or a file's text.
 */
export type OptionMeta = {
  readonly summary: Localised;
  /** Korean alias of its name, accepted where text is typed (`왕복시간=80`). */
  readonly alias?: string;
  /** What may stand behind a number and says nothing new: `80ms`, `10분`. */
  readonly units?: readonly string[];
  /** Of a string or a number that can be written in several ways: the way it is kept; undefined where it is none of them. */
  readonly reads?: (typed: string) => string | undefined;
  /** Names offered while typing; an enum offers its values by itself. */
  readonly suggest?: Suggest;
  /** An enum's values in words, shown beside them while typing. */
  readonly labels?: Readonly<Record<string, Localised>>;
  /** Of an enum: the values that a word which is none of them speaks of, the best first. */
  readonly meant?: (typed: string) => readonly string[];
  /** Optional, and yet may stand by position: `/handshake compare linux windows`. */
  readonly place?: boolean;
  /** In text grammars it takes the rest of the line: a sentence needs no quotes. */
  readonly rest?: boolean;
  /**
   * What the string is the id of: a person's and a role's with the platform in front, a channel's as in `Place`. Or a
   * file, whose text it is. Platforms offer their own pickers for it.
   */
  readonly names?: "person" | "channel" | "role" | "file";
  /** A value for `/help` to show; else the default, the first choice or the first suggestion. */
  readonly example?: string;
};

/** An option's `OptionMeta`: `.meta(about("Who is the client", "클라이언트 자리에 앉을 사람", { names: "person" }))`. */
export const about = (en: string, ko: string, more: Omit<OptionMeta, "summary"> = {}): OptionMeta => ({
  summary: { en, ko },
  ...more,
});

export type Suggest = (typed: string, locale: Locale, commands: readonly Command[]) => readonly Suggestion[];

export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

export interface Subcommand<O extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** Korean alias accepted in text grammars (`/handshake 실행`). */
  readonly alias: string;
  readonly summary: Localised;
  /** In text grammars required options stand by position, or, with none, the first one may; the rest are named. */
  readonly options: O;
  run(options: z.output<O>, context: CommandContext): Promise<readonly Reply[]>;
  /** Who will see the answer, known before it is made; by default everybody where an option `public` says so. */
  audience?(options: z.output<O>): Audience;
}

/** An entry of the menu that a platform shows on a message. */
export interface MessageMenu {
  readonly name: string;
  readonly label: Localised;
  /** `presses`: what the message's own buttons carry, as far as this installation issued them. */
  run(presses: readonly Press[], context: CommandContext): Promise<readonly Reply[]>;
}

/** Something to try, offered as a button where nobody has said anything yet. */
export interface FirstStep {
  /** Its place on a newcomer's way over all commands: 1 comes first, and places that show few show the lowest. */
  readonly rank: number;
  readonly label: Localised;
  /** The whole command, e.g. `/handshake run three-way`. */
  readonly text: string;
}

export interface HomePart {
  readonly text: string;
  readonly buttons?: readonly Button[];
  readonly selects?: readonly Select[];
}

/** A command with `subcommands`, or (like `/help`) one that runs by itself. */
export interface Command {
  readonly name: string;
  readonly alias: string;
  readonly summary: Localised;
  readonly subcommands: readonly Subcommand[];
  /** Runs when no subcommand is named; e.g. `/handshake` alone or `/help connection`. */
  readonly bare?: Subcommand;
  readonly firstSteps?: readonly FirstStep[];
  /** For managers alone: hidden from others where platforms can, and checked at each run and press. */
  readonly managers?: true;
  /** Only where there is a server with channels; everywhere else it works in direct messages too. */
  readonly inServers?: true;
  /** It answers with pictures, and so takes from what one person and one channel may ask for in a while. */
  readonly draws?: true;
  /** Its buttons carry what they were pressed on: one that its message no longer shows is answered by the command. */
  readonly answersStale?: true;
  readonly menus?: readonly MessageMenu[];
  /** Said to the bot by name in a thread, where slash commands may not work; undefined: not meant for this one. */
  mention?(words: string, context: CommandContext): Promise<readonly Reply[] | undefined>;
  /** What there is for this person today, on a page of their own. */
  home?(context: CommandContext): Promise<HomePart | undefined>;
  /**
   * A button of an earlier reply was pressed, an entry of a select chosen, or a form sent (`context.fields`).
   * `args` are exactly what the button carried; of a select, the chosen value comes last and may be anything.
   */
  press?(verb: string, args: readonly string[], context: CommandContext): Promise<readonly Reply[]>;
}

export interface CommandContext extends Context {
  readonly language: Language;
  /** Every command there is: `/help` is written from it. */
  readonly commands: readonly Command[];
  readonly services: Services;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** What was filled into a form, by field. Checked by nobody yet. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Keeps the option types of each subcommand while it is stored as a plain `Subcommand`. */
export const subcommand = <O extends z.ZodObject>(declared: Subcommand<O>): Subcommand =>
  declared as unknown as Subcommand;
