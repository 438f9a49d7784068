/** Buttons, selects and Components V2: what the schema lets through and Discord does not. */
import { below, countFaults, fault, lengthFaults, optionalFaults, repeatFaults, required } from "./faults.ts";
import { isRecord, type Json, numberOf, recordsOf, textOf } from "./json.ts";
import * as limits from "./limits.ts";
import type { Fault } from "./refusal.ts";

export const ROW = 1;
export const BUTTON = 2;
export const STRING_SELECT = 3;
export const TEXT_INPUT = 4;
export const LABEL = 18;
const SELECTS: readonly unknown[] = [STRING_SELECT, 5, 6, 7, 8];
const LINK = 5;
const PREMIUM = 6;
const TEXT_DISPLAY = 10;

interface Placed {
  readonly path: string;
  readonly component: Json;
}

export function componentFaults(components: unknown, v2: boolean): Fault[] {
  const top = recordsOf(components);
  const all = placed(top, "components");
  return [
    ...(v2 ? v2Faults(all) : rowFaults(top)),
    ...all.flatMap(({ path, component }) => partFaults(path, component)),
    ...customIdFaults(all),
  ];
}

/** Every component and where it stands, nested ones too. */
export function placed(components: readonly Json[], path: string): Placed[] {
  return components.flatMap((component, index) => withNested({ path: below(path, index), component }));
}

function withNested({ path, component }: Placed): Placed[] {
  const single = ["accessory", "component"].flatMap((name) =>
    isRecord(component[name]) ? withNested({ path: below(path, name), component: component[name] }) : [],
  );
  return [
    { path, component },
    ...placed(recordsOf(component.components), below(path, "components")),
    ...single,
  ];
}

export const customIdFaults = (all: readonly Placed[]): Fault[] =>
  repeatFaults(
    all.flatMap(({ path, component }) =>
      typeof component.custom_id === "string"
        ? [{ path: below(path, "custom_id"), value: component.custom_id }]
        : [],
    ),
    "COMPONENT_CUSTOM_ID_DUPLICATED",
    "Component custom id cannot be duplicated",
  );

function rowFaults(rows: readonly Json[]): Fault[] {
  return [
    ...countFaults("components", rows, 0, limits.ROWS),
    ...rows.flatMap((row, index) =>
      row.type === ROW
        ? []
        : [
            fault(
              `components.${index}.type`,
              "UNION_TYPE_CHOICES",
              'Value of field "type" must be one of (1,).',
            ),
          ],
    ),
  ];
}

function v2Faults(all: readonly Placed[]): Fault[] {
  const text = all
    .filter(({ component }) => component.type === TEXT_DISPLAY)
    .reduce((total, { component }) => total + textOf(component.content).length, 0);
  return [
    ...countFaults("components", all, 1, limits.V2_COMPONENTS),
    ...(text > limits.V2_TEXT
      ? [fault("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Text exceeds maximum size of 4000")]
      : []),
  ];
}

function partFaults(path: string, component: Json): Fault[] {
  if (component.type === ROW) return rowPartFaults(path, recordsOf(component.components));
  if (component.type === BUTTON) return buttonFaults(path, component);
  if (SELECTS.includes(component.type)) return selectFaults(path, component);
  return [];
}

function rowPartFaults(path: string, parts: readonly Json[]): Fault[] {
  const select = parts.some(({ type }) => SELECTS.includes(type));
  return countFaults(below(path, "components"), parts, 1, select ? 1 : limits.BUTTONS_IN_ROW);
}

function buttonFaults(path: string, { style, custom_id, url, label, emoji }: Json): Fault[] {
  if (style === PREMIUM) return [];
  const named = emoji === undefined || emoji === null ? 1 : 0;
  const face = [
    ...(named === 1 && textOf(label) === "" ? [required(below(path, "label"))] : []),
    ...optionalFaults(below(path, "label"), label, 0, limits.BUTTON_LABEL),
  ];
  const clash = fault(
    below(path, "url"),
    "BUTTON_COMPONENT_INVALID",
    "A custom id and url cannot both be specified",
  );
  if (style === LINK) {
    const twice = custom_id === undefined || custom_id === null ? [] : [clash];
    return [...face, ...twice, ...lengthFaults(below(path, "url"), url, 1, limits.URL)];
  }
  const twice = url === undefined || url === null ? [] : [clash];
  return [...face, ...twice, ...lengthFaults(below(path, "custom_id"), custom_id, 1, limits.CUSTOM_ID)];
}

export function selectFaults(path: string, select: Json): Fault[] {
  const options = recordsOf(select.options);
  const at = below(path, "options");
  const max = numberOf(select.max_values) ?? 1;
  const min = numberOf(select.min_values) ?? 1;
  return [
    ...lengthFaults(below(path, "custom_id"), select.custom_id, 1, limits.CUSTOM_ID),
    ...optionalFaults(below(path, "placeholder"), select.placeholder, 0, limits.SELECT_PLACEHOLDER),
    ...(select.type === STRING_SELECT ? countFaults(at, options, 1, limits.SELECT_OPTIONS) : []),
    ...options.flatMap((option, index) => optionFaults(below(at, index), option)),
    ...repeatFaults(
      options.map(({ value }, index) => ({ path: below(below(at, index), "value"), value: textOf(value) })),
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
      "The specified option value is already used",
    ),
    ...(min > max || max > limits.SELECT_OPTIONS || (select.type === STRING_SELECT && min > options.length)
      ? [fault(below(path, "min_values"), "NUMBER_TYPE_MAX", `int value should be ${max} or less.`)]
      : []),
    ...(options.filter((option) => option.default === true).length > max
      ? [
          fault(
            at,
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            "Number of default values exceeds max values.",
          ),
        ]
      : []),
  ];
}

const optionFaults = (path: string, { label, value, description }: Json): Fault[] => [
  ...lengthFaults(below(path, "label"), label, 1, limits.SELECT_LABEL),
  ...lengthFaults(below(path, "value"), value, 1, limits.SELECT_VALUE),
  ...optionalFaults(below(path, "description"), description, 0, limits.SELECT_DESCRIPTION),
];
