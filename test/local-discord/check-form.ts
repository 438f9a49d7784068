/** A modal and a list of completions against the limits that the schema misses. */
import {
  customIdFaults,
  LABEL,
  placed,
  ROW,
  STRING_SELECT,
  selectFaults,
  TEXT_INPUT,
} from "./check-components.ts";
import { below, countFaults, fault, lengthFaults, optionalFaults, required } from "./faults.ts";
import { isRecord, type Json, numberOf, recordsOf, textOf } from "./json.ts";
import * as limits from "./limits.ts";
import type { Fault } from "./refusal.ts";

const TEXT_DISPLAY = 10;

/** Paths start at the callback's `data`. */
export function modalFaults(modal: Json): Fault[] {
  const rows = recordsOf(modal.components);
  const at = "data.components";
  return [
    ...lengthFaults("data.title", modal.title, 1, limits.MODAL_TITLE),
    ...lengthFaults("data.custom_id", modal.custom_id, 1, limits.CUSTOM_ID),
    ...countFaults(at, rows, 1, limits.MODAL_ROWS),
    ...rows.flatMap((row, index) => rowFaults(below(at, index), row)),
    ...customIdFaults(placed(rows, at)),
  ];
}

function rowFaults(path: string, row: Json): Fault[] {
  if (row.type === TEXT_DISPLAY) return [];
  if (row.type === LABEL) return labelFaults(path, row);
  if (row.type !== ROW)
    return [
      fault(below(path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).'),
    ];
  const parts = recordsOf(row.components);
  return [
    ...countFaults(below(path, "components"), parts, 1, 1),
    ...parts.flatMap((part, index) => {
      const at = below(path, `components.${index}`);
      // Inside a label the label has the words; in an action row the input brings its own.
      return [
        ...lengthFaults(below(at, "label"), part.label, 1, limits.FIELD_LABEL),
        ...inputFaults(at, part),
      ];
    }),
  ];
}

function labelFaults(path: string, { label, description, component }: Json): Fault[] {
  const at = below(path, "component");
  return [
    ...lengthFaults(below(path, "label"), label, 1, limits.FIELD_LABEL),
    ...optionalFaults(below(path, "description"), description, 0, limits.FIELD_DESCRIPTION),
    ...(isRecord(component) ? partFaults(at, component) : [required(at)]),
  ];
}

function partFaults(path: string, part: Json): Fault[] {
  if (part.type === TEXT_INPUT) return inputFaults(path, part);
  return part.type === STRING_SELECT ? selectFaults(path, part) : [];
}

function inputFaults(path: string, input: Json): Fault[] {
  const min = numberOf(input.min_length) ?? 0;
  const max = numberOf(input.max_length) ?? limits.FIELD_VALUE;
  const reach = min > max || max < 1 || max > limits.FIELD_VALUE;
  return [
    ...(input.type === TEXT_INPUT
      ? []
      : [fault(below(path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')]),
    ...lengthFaults(below(path, "custom_id"), input.custom_id, 1, limits.CUSTOM_ID),
    ...optionalFaults(below(path, "placeholder"), input.placeholder, 0, limits.FIELD_PLACEHOLDER),
    ...optionalFaults(below(path, "value"), input.value, 0, max),
    ...(reach
      ? [
          fault(
            below(path, "max_length"),
            "NUMBER_TYPE_MAX",
            `int value should be ${limits.FIELD_VALUE} or less.`,
          ),
        ]
      : []),
  ];
}

/** Choices of a command's option, or completions of one that is being typed. */
export function choicesFaults(path: string, choices: readonly Json[]): Fault[] {
  return [
    ...countFaults(path, choices, 0, limits.CHOICES),
    ...choices.flatMap(({ name, name_localizations, value }, index) => {
      const at = below(path, index);
      const localised = Object.entries(isRecord(name_localizations) ? name_localizations : {});
      return [
        ...lengthFaults(below(at, "name"), name, 1, limits.CHOICE_NAME),
        ...localised.flatMap(([locale, one]) =>
          lengthFaults(below(at, `name_localizations.${locale}`), one, 1, limits.CHOICE_NAME),
        ),
        ...(value === undefined ? [required(below(at, "value"))] : []),
        ...(typeof value === "string"
          ? lengthFaults(below(at, "value"), textOf(value), 1, limits.CHOICE_VALUE)
          : []),
      ];
    }),
  ];
}
