/** Texts and options of Block Kit, and where Slack's complaints about them point to. */
import { type Fields, fieldsOf, isFields, textOf } from "./json.ts";
import { BUTTON, IMAGE, OPTIONS } from "./limits.ts";

/** Collects complaints in Slack's words, each with its place. */
export interface Complaints {
  readonly found: string[];
  add(at: string, complaint: string): void;
}

export function createComplaints(): Complaints {
  const found: string[] = [];
  return { found, add: (at, complaint) => void found.push(`${complaint} [json-pointer:${at}]`) };
}

type TextKind = "plain_text" | "mrkdwn";

export function checkText(
  value: unknown,
  at: string,
  most: number,
  kinds: readonly TextKind[],
  complaints: Complaints,
): void {
  if (!isFields(value)) {
    complaints.add(at, "missing required field: text");
    return;
  }
  if (!kinds.includes(value.type as TextKind)) complaints.add(`${at}/type`, "unsupported type");
  checkKeys(value, ["type", "text", "emoji", "verbatim"], at, complaints);
  checkLength(value.text, `${at}/text`, most, complaints);
}

/** A string of 1 to `most` UTF-16 units. */
export function checkLength(value: unknown, at: string, most: number, complaints: Complaints): void {
  const { length } = textOf(value);
  if (typeof value !== "string") complaints.add(at, "must be a string");
  else if (length === 0) complaints.add(at, "must be more than 0 characters");
  else if (length > most) complaints.add(at, `must be less than ${most + 1} characters`);
}

/** The same for what may be left out. */
export function checkOptional(value: unknown, at: string, most: number, complaints: Complaints): void {
  if (value !== undefined) checkLength(value, at, most, complaints);
}

export function checkCount(
  value: unknown,
  at: string,
  { least = 1, most }: { readonly least?: number; readonly most: number },
  complaints: Complaints,
): readonly Fields[] {
  if (!Array.isArray(value)) {
    complaints.add(at, "must be a list");
    return [];
  }
  if (value.length < least) complaints.add(at, `no fewer than ${least} items allowed`);
  if (value.length > most) complaints.add(at, `no more than ${most} items allowed`);
  return value.map(fieldsOf);
}

export function checkKeys(value: Fields, known: readonly string[], at: string, complaints: Complaints): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) complaints.add(at, `invalid additional property: ${key}`);
  }
}

export function checkOptions(
  element: Fields,
  at: string,
  most: number,
  kinds: readonly TextKind[],
  complaints: Complaints,
): void {
  if (element.option_groups !== undefined) {
    const groups = checkCount(element.option_groups, `${at}/option_groups`, { most }, complaints);
    for (const [index, group] of groups.entries()) {
      const place = `${at}/option_groups/${index}`;
      checkText(group.label, `${place}/label`, OPTIONS.text, ["plain_text"], complaints);
      checkOptions({ options: group.options }, place, most, kinds, complaints);
    }
    return;
  }
  const least = element.type === "overflow" ? 2 : 1;
  const options = checkCount(element.options, `${at}/options`, { least, most }, complaints);
  for (const [index, option] of options.entries())
    checkOption(option, `${at}/options/${index}`, kinds, complaints);
  const values = options.map(({ value }) => value);
  if (new Set(values).size < values.length)
    complaints.add(`${at}/options`, "options must have unique values");
  const initial = element.initial_option;
  if (initial !== undefined && !values.includes(fieldsOf(initial).value))
    complaints.add(`${at}/initial_option`, "must be one of the options");
}

function checkOption(option: Fields, at: string, kinds: readonly TextKind[], complaints: Complaints): void {
  checkKeys(option, ["text", "value", "description", "url"], at, complaints);
  checkText(option.text, `${at}/text`, OPTIONS.text, kinds, complaints);
  checkLength(option.value, `${at}/value`, OPTIONS.value, complaints);
  checkOptional(option.url, `${at}/url`, BUTTON.url, complaints);
  if (option.description !== undefined)
    checkText(option.description, `${at}/description`, OPTIONS.description, kinds, complaints);
}

/** `known`: whether a file of this id may be shown. */
export function checkImage(
  image: Fields,
  at: string,
  known: (file: string) => boolean,
  complaints: Complaints,
): void {
  checkLength(image.alt_text, `${at}/alt_text`, IMAGE.alt, complaints);
  const file = image.slack_file;
  if ((image.image_url === undefined) === (file === undefined))
    complaints.add(at, "must have either image_url or slack_file");
  if (file === undefined) {
    checkOptional(image.image_url, `${at}/image_url`, IMAGE.url, complaints);
  } else {
    const { id } = fieldsOf(file);
    if (typeof id !== "string" || !known(id)) complaints.add(`${at}/slack_file`, "invalid slack file");
  }
}
