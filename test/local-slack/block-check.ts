/** Messages, modals and Home tabs against the limits of Block Kit: what Slack refuses, in its words. */
import { ACCESSORY_TYPES, ACTIONS_TYPES, checkElement, INPUT_TYPES } from "./element-check.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./json.ts";
import {
  ACTIONS_ELEMENTS,
  BLOCKS,
  CONTEXT_ELEMENTS,
  HEADER,
  ID,
  IMAGE,
  INPUT,
  MARKDOWN,
  SECTION,
  VIEW,
} from "./limits.ts";
import {
  type Complaints,
  checkCount,
  checkImage,
  checkKeys,
  checkLength,
  checkOptional,
  checkText,
  createComplaints,
} from "./text-check.ts";

export type Surface = keyof typeof BLOCKS;

/** Whether a file of this id may be shown here. */
export type KnownFile = (file: string) => boolean;

const PLAIN = ["plain_text"] as const;
const EITHER = ["plain_text", "mrkdwn"] as const;

export function blockComplaints(blocks: unknown, surface: Surface, known: KnownFile): string[] {
  const complaints = createComplaints();
  checkBlocks(blocks, surface, known, complaints);
  return complaints.found;
}

export function viewComplaints(view: Fields, surface: "modal" | "home", known: KnownFile): string[] {
  const complaints = createComplaints();
  if (view.type !== surface) complaints.add("/view/type", `must be ${surface}`);
  checkOptional(view.callback_id, "/view/callback_id", ID, complaints);
  checkOptional(view.external_id, "/view/external_id", ID, complaints);
  if (textOf(view.private_metadata).length > VIEW.metadata)
    complaints.add("/view/private_metadata", `must be less than ${VIEW.metadata + 1} characters`);
  if (surface === "modal") {
    checkText(view.title, "/view/title", VIEW.title, PLAIN, complaints);
    for (const name of ["submit", "close"] as const) {
      if (view[name] !== undefined) checkText(view[name], `/view/${name}`, VIEW[name], PLAIN, complaints);
    }
    if (view.submit === undefined && listOf(view.blocks).some(({ type }) => type === "input"))
      complaints.add("/view", "a submit button is needed where there is an input");
  }
  checkBlocks(view.blocks, surface, known, complaints, "/view/blocks");
  return complaints.found;
}

/** Slack allows it; but then a press says less about what was pressed. */
export function repeatedActions(blocks: unknown): string[] {
  const ids = listOf(blocks).flatMap(actionsOf);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function checkBlocks(
  value: unknown,
  surface: Surface,
  known: KnownFile,
  complaints: Complaints,
  at = "/blocks",
): void {
  const blocks = checkCount(value, at, { least: 0, most: BLOCKS[surface] }, complaints);
  const seen = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const place = `${at}/${index}`;
    checkOptional(block.block_id, `${place}/block_id`, ID, complaints);
    if (block.block_id !== undefined && seen.has(block.block_id))
      complaints.add(`${place}/block_id`, "block_id already exists");
    seen.add(block.block_id);
    const actions = actionsOf(block);
    if (new Set(actions).size < actions.length)
      complaints.add(place, "action_id already exists in this block");
    const check = CHECKS[textOf(block.type)];
    if (check === undefined) complaints.add(`${place}/type`, `unsupported type: ${String(block.type)}`);
    else check(block, place, complaints, known);
  }
}

function actionsOf(block: Fields): string[] {
  const elements = [...listOf(block.elements), fieldsOf(block.accessory), fieldsOf(block.element)];
  return elements.flatMap(({ action_id: id }) => (typeof id === "string" ? [id] : []));
}

type Check = (block: Fields, at: string, complaints: Complaints, known: KnownFile) => void;

const keys = (block: Fields, own: readonly string[], at: string, complaints: Complaints): void =>
  checkKeys(block, ["type", "block_id", ...own], at, complaints);

const CHECKS: Readonly<Record<string, Check>> = {
  section(block, at, complaints, known) {
    keys(block, ["text", "fields", "accessory", "expand"], at, complaints);
    if (block.text === undefined && block.fields === undefined)
      complaints.add(at, "must define either `text` or `fields`");
    if (block.text !== undefined) checkText(block.text, `${at}/text`, SECTION.text, EITHER, complaints);
    if (block.fields !== undefined) {
      const fields = checkCount(block.fields, `${at}/fields`, { most: SECTION.fields }, complaints);
      for (const [index, field] of fields.entries())
        checkText(field, `${at}/fields/${index}`, SECTION.field, EITHER, complaints);
    }
    if (block.accessory !== undefined)
      checkElement(fieldsOf(block.accessory), `${at}/accessory`, ACCESSORY_TYPES, known, complaints);
  },
  header(block, at, complaints) {
    keys(block, ["text"], at, complaints);
    checkText(block.text, `${at}/text`, HEADER, PLAIN, complaints);
  },
  divider(block, at, complaints) {
    keys(block, [], at, complaints);
  },
  image(block, at, complaints, known) {
    keys(block, ["image_url", "slack_file", "alt_text", "title"], at, complaints);
    checkImage(block, at, known, complaints);
    if (block.title !== undefined) checkText(block.title, `${at}/title`, IMAGE.title, PLAIN, complaints);
  },
  context(block, at, complaints, known) {
    keys(block, ["elements"], at, complaints);
    const elements = checkCount(block.elements, `${at}/elements`, { most: CONTEXT_ELEMENTS }, complaints);
    for (const [index, element] of elements.entries()) {
      const place = `${at}/elements/${index}`;
      if (element.type === "image") checkElement(element, place, ["image"], known, complaints);
      else checkText(element, place, SECTION.text, EITHER, complaints);
    }
  },
  actions(block, at, complaints, known) {
    keys(block, ["elements"], at, complaints);
    const elements = checkCount(block.elements, `${at}/elements`, { most: ACTIONS_ELEMENTS }, complaints);
    for (const [index, element] of elements.entries())
      checkElement(element, `${at}/elements/${index}`, ACTIONS_TYPES, known, complaints);
  },
  input(block, at, complaints, known) {
    keys(block, ["label", "element", "hint", "optional", "dispatch_action"], at, complaints);
    checkText(block.label, `${at}/label`, INPUT.label, PLAIN, complaints);
    if (block.hint !== undefined) checkText(block.hint, `${at}/hint`, INPUT.hint, PLAIN, complaints);
    checkElement(fieldsOf(block.element), `${at}/element`, INPUT_TYPES, known, complaints);
  },
  markdown(block, at, complaints) {
    keys(block, ["text"], at, complaints);
    checkLength(block.text, `${at}/text`, MARKDOWN, complaints);
  },
  rich_text(block, at, complaints) {
    keys(block, ["elements"], at, complaints);
    checkCount(block.elements, `${at}/elements`, { most: BLOCKS.home }, complaints);
  },
};
