/** One slash command, declared once. Every platform registers, parses and documents it from this value. */
import type { z } from "zod";
import type { Language, Locale } from "../language.ts";
import type { Context, Reply } from "./message.ts";

export type Localised = Readonly<Record<Locale, string>>;

/**
 * What a field of `options` says about itself, given with zod's `.meta({ … } satisfies OptionMeta)`.
 * A type, not an interface: zod's meta takes only what could be a plain record.
 * Kinds come from the schema: `z.string()`, `z.enum()`, `z.int()`, `z.boolean()` (and later user, channel).
 */
export type OptionMeta = {
  readonly summary: Localised;
  /** Names offered while typing; an enum offers its values by itself. */
  readonly suggest?: Suggest;
  /** An enum's values in words, shown beside them while typing. */
  readonly labels?: Readonly<Record<string, Localised>>;
  /** Optional, and yet may stand by position: `/handshake compare linux windows`. */
  readonly place?: boolean;
  /** In text grammars it takes the rest of the line: a sentence needs no quotes. */
  readonly rest?: boolean;
  /** A value for `/help` to show; else the default, the first choice or the first suggestion. */
  readonly example?: string;
};

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
}

/** Something to try, offered as a button where nobody has said anything yet. */
export interface FirstStep {
  readonly label: Localised;
  /** The whole command, e.g. `/handshake run three-way`. */
  readonly text: string;
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
  /** A button of an earlier reply was pressed. `args` are exactly what the button carried. */
  press?(verb: string, args: readonly string[], context: CommandContext): Promise<readonly Reply[]>;
}

export interface CommandContext extends Context {
  readonly language: Language;
  /** Every command there is: `/help` is written from it. */
  readonly commands: readonly Command[];
}

/** Keeps the option types of each subcommand while it is stored as a plain `Subcommand`. */
export const subcommand = <O extends z.ZodObject>(declared: Subcommand<O>): Subcommand =>
  declared as unknown as Subcommand;
