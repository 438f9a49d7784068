/** A platform on a stage: what the contract needs of it, in nobody's words but its users'. */
import type { Locale } from "../../src/language.ts";

export interface SeenButton {
  readonly label: string;
  readonly press: string;
}

export interface SeenSelect {
  readonly placeholder: string;
  readonly press: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** A message as a person on the platform sees it. */
export interface Seen {
  /** The platform's own name for the message; the same after an edit. */
  readonly id: string;
  readonly text: string;
  readonly private: boolean;
  /** The thread that it opens, or that it is said in. */
  readonly thread?: string;
  readonly picture?: {
    readonly png: Uint8Array;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  };
  /** To be kept: what it is called, and the text in it. */
  readonly file?: { readonly name: string; readonly text: string };
  readonly buttons: readonly SeenButton[];
  readonly selects: readonly SeenSelect[];
}

/** An open form as a person sees it. A stage may keep more in it: it gets the same value back. */
export interface SeenForm {
  readonly title: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    /** What stands in it already; of a choice, the value that is chosen already. */
    readonly value?: string;
    readonly required: boolean;
    /** Of a choice: the values that it offers. */
    readonly choices?: readonly string[];
  }[];
}

/** How somebody is there. */
export interface How {
  /** The language that the platform says is theirs; English unless said otherwise. */
  readonly locale?: Locale;
  /** Whether they may do what managers do; not, unless said. A person is one or the other for a whole test. */
  readonly manager?: boolean;
}

/**
 * What not every platform has. Everything that gives messages gives what this person sees of the answers, once
 * all of them are there: a message that was changed counts, one that stayed as it was does not.
 */
export interface Abilities {
  /** Everything in the channel that this person can see. */
  seenBy(person: string): Promise<readonly Seen[]>;
  /** Chooses an entry of a message's select; `id` is the select's `press`. */
  select(person: string, on: Seen, id: string, value: string, how?: How): Promise<readonly Seen[]>;
  /** Presses a button that opens a form. */
  open(person: string, on: Seen, id: string, how?: How): Promise<SeenForm>;
  /** Sends a form; a field that is not among `fields` is sent with what stands in it. */
  submit(
    person: string,
    form: SeenForm,
    fields: Readonly<Record<string, string>>,
    how?: How,
  ): Promise<readonly Seen[]>;
  /** Types a command and hands it a text file, in whichever way the platform has; `option`: the one that it is for. */
  hand(person: string, text: string, option: string, file: string, how?: How): Promise<readonly Seen[]>;
  /** Picks an entry of the message's own menu, by the `name` of its declaration. */
  menu(person: string, on: Seen, name: string, how?: How): Promise<readonly Seen[]>;
  /** Says the bot's name and then these words, in the thread that this message opened. */
  mention(person: string, inThreadOf: Seen, words: string, how?: How): Promise<readonly Seen[]>;
  /** Everything that this person can see in the thread that hangs on this message, oldest first. */
  inThread(person: string, root: Seen): Promise<readonly Seen[]>;
  /** Does it while the platform delivers each event twice, the same in every way. */
  twice<T>(deed: () => Promise<T>): Promise<T>;
}

/** `members`: people who are no managers. */
export type Ability = keyof Abilities | "members";

/** A running platform with `sampleBot(SECRET, MORE)`, worked as its users would. */
export interface Stage extends Partial<Abilities> {
  /** Why this platform has none of these. What is neither done nor named here fails the suite. */
  readonly lacks: { readonly [A in Ability]?: string };
  /** Types a command as this person. */
  run(person: string, text: string, how?: How): Promise<readonly Seen[]>;
  /** Presses a button of a message, or sends an id that was never shown. */
  press(person: string, on: Seen, id: string, how?: How): Promise<readonly Seen[]>;
  /** What the bot's log holds so far. */
  readonly logged: readonly { readonly level: string; readonly fields: Readonly<Record<string, unknown>> }[];
  stop(): Promise<void>;
}

/** The stage's own way, or the test is skipped with the reason that the stage gives. */
export function able<A extends keyof Abilities>(
  stage: Stage,
  ability: A,
  skip: (why: string) => never,
): Abilities[A] {
  return (stage[ability] as Abilities[A] | undefined) ?? lacking(stage, ability, skip);
}

export function lacking(stage: Stage, ability: Ability, skip: (why: string) => never): never {
  const why = stage.lacks[ability];
  if (why === undefined) throw new Error(`the stage has no "${ability}" and does not say why`);
  return skip(why);
}
