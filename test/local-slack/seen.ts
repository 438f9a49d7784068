/** Messages and views as a person reads them: words, buttons, lists, pictures. Each follows later edits. */
import { type Fields, fieldsOf, listOf, textOf } from "./json.ts";
import type { Message, View, Whose } from "./screen.ts";
import type { SlackState } from "./state.ts";

export interface SeenButton {
  readonly label: string;
  readonly actionId: string;
  readonly value?: string;
  readonly style?: string;
}

export interface SeenSelect {
  readonly placeholder: string;
  readonly actionId: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface SeenPicture {
  readonly alt: string;
  /** The uploaded file and its bytes, where it is one; else its address. */
  readonly file?: string;
  readonly bytes?: Uint8Array;
  readonly url?: string;
}

/** A file that was shared, to be opened or saved. */
export interface SeenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SeenInput {
  readonly name: string;
  readonly label: string;
  readonly optional: boolean;
  readonly element: Fields;
}

/** What stands in blocks. */
export interface Shown {
  readonly blocks: readonly Fields[];
  /** The texts of headers, sections and contexts, a line each. */
  readonly words: string;
  readonly buttons: readonly SeenButton[];
  readonly selects: readonly SeenSelect[];
  readonly pictures: readonly SeenPicture[];
}

export interface Seen extends Shown {
  readonly kind: "message";
  readonly message: Message;
  /** `ts`: the same after an edit. */
  readonly id: string;
  readonly text: string;
  readonly channel: string;
  readonly private: boolean;
  readonly thread: string | undefined;
  readonly deleted: boolean;
  readonly edits: number;
  readonly metadata: Fields | undefined;
  readonly files: readonly SeenFile[];
}

/** A modal or a Home tab as it stands now; `undefined` parts are those of a closed one. */
export interface SeenView extends Shown {
  readonly kind: "view";
  readonly view: View;
  readonly whose: Whose;
  readonly id: string;
  readonly title: string;
  readonly inputs: readonly SeenInput[];
  /** Whether it is still on the person's screen. */
  readonly open: boolean;
}

export function seeMessage(state: SlackState, message: Message): Seen {
  const known = seen.get(message);
  if (known !== undefined) return known;
  const made: Seen = {
    kind: "message",
    message,
    id: message.ts,
    channel: message.channel,
    thread: message.thread,
    private: message.to !== undefined,
    files: (message.files ?? []).flatMap((id) => {
      const file = state.files.get(id);
      return file?.bytes === undefined ? [] : [{ name: file.name, bytes: file.bytes }];
    }),
    get text() {
      return message.text;
    },
    get deleted() {
      return message.deleted;
    },
    get edits() {
      return message.edits;
    },
    get metadata() {
      return message.metadata;
    },
    ...NOTHING,
  };
  seen.set(message, made);
  return following(made, state, () => message.blocks);
}

/** The same object for the same message, so that what a test holds is what a later answer gives. */
const seen = new WeakMap<Message, Seen>();

export function seeView(state: SlackState, whose: Whose, id: string): SeenView {
  const now = (): View => {
    const found = state.views.get(id);
    if (found === undefined) throw new Error(`there is no view ${id}`);
    return found.view;
  };
  const made: SeenView = {
    kind: "view",
    whose,
    id,
    get view() {
      return now();
    },
    get title() {
      return textOf(fieldsOf(now().title).text);
    },
    get open() {
      return [...state.screen.modals(whose), state.screen.home(whose)].some((view) => view?.id === id);
    },
    get inputs() {
      return inputsOf(now().blocks);
    },
    ...NOTHING,
  };
  return following(made, state, () => now().blocks);
}

const NOTHING: Shown = { blocks: [], words: "", buttons: [], selects: [], pictures: [] };

function following<T extends Shown>(made: T, state: SlackState, blocks: () => readonly Fields[]): T {
  const read: Record<keyof Shown, () => unknown> = {
    blocks,
    words: () => wordsOf(blocks()),
    buttons: () => elementsOf(blocks()).flatMap(buttonOf),
    selects: () => elementsOf(blocks()).flatMap(selectOf),
    pictures: () => picturesOf(state, blocks()),
  };
  for (const [name, get] of Object.entries(read))
    Object.defineProperty(made, name, { get, enumerable: true });
  return made;
}

const textIn = (value: unknown): string => textOf(fieldsOf(value).text);

const wordsOf = (blocks: readonly Fields[]): string =>
  blocks
    .flatMap(({ text, fields, elements, label, type }) => [
      typeof text === "string" ? text : textIn(text),
      ...listOf(fields).map(textIn),
      ...(type === "context" ? listOf(elements).map(({ text: words }) => textOf(words)) : []),
      textIn(label),
    ])
    .filter((words) => words !== "")
    .join("\n");

export interface Element {
  readonly blockId: string;
  readonly element: Fields;
}

/** Everything in blocks that can be used. */
export function elementsOf(blocks: readonly Fields[]): readonly Element[] {
  return blocks.flatMap((block) =>
    [...listOf(block.elements), fieldsOf(block.accessory), fieldsOf(block.element)]
      .filter(({ action_id: id }) => id !== undefined)
      .map((element) => ({ blockId: textOf(block.block_id), element })),
  );
}

function buttonOf({ element }: Element): SeenButton[] {
  if (element.type !== "button") return [];
  const { value, style } = element;
  return [
    {
      label: textIn(element.text),
      actionId: textOf(element.action_id),
      ...(typeof value === "string" && { value }),
      ...(typeof style === "string" && { style }),
    },
  ];
}

function selectOf({ element }: Element): SeenSelect[] {
  if (element.type !== "static_select") return [];
  return [
    {
      placeholder: textIn(element.placeholder),
      actionId: textOf(element.action_id),
      options: optionsOf(element).map(({ text, value }) => ({ label: textIn(text), value: textOf(value) })),
    },
  ];
}

export const optionsOf = (element: Fields): readonly Fields[] => [
  ...listOf(element.options),
  ...listOf(element.option_groups).flatMap(({ options }) => listOf(options)),
];

const picturesOf = (state: SlackState, blocks: readonly Fields[]): SeenPicture[] =>
  blocks
    .flatMap((block) => [block, fieldsOf(block.accessory), ...listOf(block.elements)])
    .filter(({ type }) => type === "image")
    .map(({ alt_text: alt, slack_file: shown, image_url: url }) => {
      const file = state.files.get(textOf(fieldsOf(shown).id));
      return {
        alt: textOf(alt),
        ...(file && { file: file.id }),
        ...(file?.bytes && { bytes: file.bytes }),
        ...(typeof url === "string" && { url }),
      };
    });

const inputsOf = (blocks: readonly Fields[]): SeenInput[] =>
  blocks
    .filter(({ type }) => type === "input")
    .map((block) => ({
      name: textOf(block.block_id),
      label: textIn(block.label),
      optional: block.optional === true,
      element: fieldsOf(block.element),
    }));
