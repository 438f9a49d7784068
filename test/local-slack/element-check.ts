/** Interactive elements of Block Kit against Slack's limits. */
import type { Fields } from "./json.ts";
import { textOf } from "./json.ts";
import { BUTTON, ID, INPUT, OPTIONS, PLACEHOLDER } from "./limits.ts";
import {
  type Complaints,
  checkImage,
  checkKeys,
  checkLength,
  checkOptional,
  checkOptions,
  checkText,
} from "./text-check.ts";

type Check = (element: Fields, at: string, complaints: Complaints) => void;

const PLAIN = ["plain_text"] as const;
const EITHER = ["plain_text", "mrkdwn"] as const;
const COMMON = ["type", "action_id", "confirm", "focus_on_load"];

const button: Check = (element, at, complaints) => {
  checkKeys(element, [...COMMON, "text", "value", "url", "style", "accessibility_label"], at, complaints);
  checkText(element.text, `${at}/text`, BUTTON.text, PLAIN, complaints);
  checkOptional(element.value, `${at}/value`, BUTTON.value, complaints);
  checkOptional(element.url, `${at}/url`, BUTTON.url, complaints);
  checkOptional(element.accessibility_label, `${at}/accessibility_label`, BUTTON.text, complaints);
  if (element.style !== undefined && !["primary", "danger"].includes(textOf(element.style)))
    complaints.add(`${at}/style`, "must be a valid enum value");
};

const choice =
  (most: number, kinds: typeof PLAIN | typeof EITHER = PLAIN): Check =>
  (element, at, complaints) => {
    const own = ["options", "option_groups", "initial_option", "initial_options", "placeholder"];
    checkKeys(element, [...COMMON, ...own, "max_selected_items"], at, complaints);
    if (element.placeholder !== undefined)
      checkText(element.placeholder, `${at}/placeholder`, PLACEHOLDER, PLAIN, complaints);
    checkOptions(element, at, most, kinds, complaints);
  };

const textInput: Check = (element, at, complaints) => {
  const own = ["multiline", "min_length", "max_length", "initial_value", "placeholder"];
  checkKeys(element, [...COMMON, ...own, "dispatch_action_config"], at, complaints);
  const { max_length: most = INPUT.value, min_length: least = 0, initial_value: initial } = element;
  if (Number(most) < 1 || Number(most) > INPUT.value)
    complaints.add(`${at}/max_length`, `must be between 1 and ${INPUT.value}`);
  if (Number(least) < 0 || Number(least) > Number(most))
    complaints.add(`${at}/min_length`, "must be at most max_length");
  if (textOf(initial).length > Number(most))
    complaints.add(`${at}/initial_value`, `must be less than ${Number(most) + 1} characters`);
  if (element.placeholder !== undefined)
    checkText(element.placeholder, `${at}/placeholder`, PLACEHOLDER, PLAIN, complaints);
};

/** Those whose choices Slack fills in itself: only what all have is looked at. */
const filledBySlack: Check = (element, at, complaints) => {
  if (element.placeholder !== undefined)
    checkText(element.placeholder, `${at}/placeholder`, PLACEHOLDER, PLAIN, complaints);
};

const INTERACTIVE: Readonly<Record<string, Check>> = {
  button,
  static_select: choice(OPTIONS.select),
  multi_static_select: choice(OPTIONS.select),
  overflow: choice(OPTIONS.overflow),
  radio_buttons: choice(OPTIONS.radio, EITHER),
  checkboxes: choice(OPTIONS.radio, EITHER),
  users_select: filledBySlack,
  conversations_select: filledBySlack,
  channels_select: filledBySlack,
  datepicker: filledBySlack,
  timepicker: filledBySlack,
};

export const ACTIONS_TYPES = Object.keys(INTERACTIVE);
export const INPUT_TYPES = [...ACTIONS_TYPES.filter((type) => !["button", "overflow"].includes(type))].concat(
  ["plain_text_input", "number_input", "email_text_input", "url_text_input"],
);
export const ACCESSORY_TYPES = [...ACTIONS_TYPES, "image"];

/** One element of an allowed type, whatever block it stands in. `known`: files that may be shown. */
export function checkElement(
  element: Fields,
  at: string,
  allowed: readonly string[],
  known: (file: string) => boolean,
  complaints: Complaints,
): void {
  const type = textOf(element.type);
  if (!allowed.includes(type)) complaints.add(`${at}/type`, `unsupported type: ${type}`);
  if (type === "image") {
    checkKeys(element, ["type", "image_url", "slack_file", "alt_text"], at, complaints);
    checkImage(element, at, known, complaints);
  }
  if (element.action_id !== undefined) checkLength(element.action_id, `${at}/action_id`, ID, complaints);
  if (type === "plain_text_input") textInput(element, at, complaints);
  else INTERACTIVE[type]?.(element, at, complaints);
}
