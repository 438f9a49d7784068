/** Declared commands against the limits that the schema misses. */
import { choicesFaults } from "./check-form.ts";
import { below, countFaults, fault, lengthFaults, repeatFaults } from "./faults.ts";
import { isRecord, type Json, recordsOf, textOf } from "./json.ts";
import * as limits from "./limits.ts";
import type { Fault } from "./refusal.ts";

const SLASH = 1;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
/** Of the documentation, which asks for lower case beside it, where a letter has one. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES: readonly string[] = [
  ...["id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl"],
  ...[
    "pt-BR",
    "ro",
    "fi",
    "sv-SE",
    "vi",
    "tr",
    "cs",
    "el",
    "bg",
    "ru",
    "uk",
    "hi",
    "th",
    "zh-CN",
    "ja",
    "zh-TW",
    "ko",
  ],
];

export function commandsFaults(commands: readonly Json[]): Fault[] {
  const counts = Object.entries(limits.COMMANDS).flatMap(([type, max]) =>
    commands.filter((one) => typeOf(one) === Number(type)).length > max
      ? [fault("", "APPLICATION_COMMANDS_TOO_MANY", `At most ${max} commands of type ${type}`)]
      : [],
  );
  return [
    ...counts,
    ...commands.flatMap((command, index) => commandFaults(`${index}`, command)),
    ...repeatFaults(
      commands.map((one, index) => ({ path: `${index}`, value: `${typeOf(one)} ${textOf(one.name)}` })),
      "APPLICATION_COMMANDS_DUPLICATE_NAME",
      "Application command names must be unique",
    ),
  ];
}

export const typeOf = ({ type }: Json): number => (typeof type === "number" ? type : SLASH);

export function commandFaults(path: string, command: Json): Fault[] {
  if (typeOf(command) !== SLASH) {
    return [
      ...lengthFaults(below(path, "name"), command.name, 1, limits.COMMAND_NAME),
      ...localisedFaults(below(path, "name_localizations"), command.name_localizations, limits.COMMAND_NAME),
      ...(textOf(command.description) === ""
        ? []
        : [
            fault(
              below(path, "description"),
              "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
              "Context menu commands cannot have description",
            ),
          ]),
    ];
  }
  const size = commandText(command);
  return [
    ...entryFaults(path, command),
    ...optionsFaults(below(path, "options"), recordsOf(command.options)),
    ...(size > limits.COMMAND_TEXT
      ? [
          fault(
            path,
            "APPLICATION_COMMAND_TOO_LARGE",
            `Command exceeds maximum size (${limits.COMMAND_TEXT})`,
          ),
        ]
      : []),
  ];
}

/** Names, descriptions and values of a command, its options and choices; of each localised text the longest counts. */
function commandText(entry: Json): number {
  const longest = (name: string): number => {
    const localised = entry[`${name}_localizations`];
    const texts = [entry[name], ...(isRecord(localised) ? Object.values(localised) : [])];
    return Math.max(...texts.map((text) => textOf(text).length));
  };
  const inner = [...recordsOf(entry.options), ...recordsOf(entry.choices)];
  const value = typeof entry.value === "string" ? entry.value.length : 0;
  return (
    longest("name") + longest("description") + value + inner.reduce((sum, one) => sum + commandText(one), 0)
  );
}

/** Name and description, which commands, subcommands and options have alike. */
const entryFaults = (path: string, entry: Json): Fault[] => [
  ...nameFaults(below(path, "name"), entry.name),
  ...localisedNameFaults(below(path, "name_localizations"), entry.name_localizations),
  ...lengthFaults(below(path, "description"), entry.description, 1, limits.COMMAND_DESCRIPTION),
  ...localisedFaults(
    below(path, "description_localizations"),
    entry.description_localizations,
    limits.COMMAND_DESCRIPTION,
  ),
];

function nameFaults(path: string, value: unknown): Fault[] {
  const name = textOf(value);
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  return [fault(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")];
}

const localisedNameFaults = (path: string, names: unknown): Fault[] => [
  ...localeFaults(path, names),
  ...Object.entries(isRecord(names) ? names : {}).flatMap(([locale, name]) =>
    nameFaults(below(path, locale), name),
  ),
];

const localisedFaults = (path: string, texts: unknown, max: number): Fault[] => [
  ...localeFaults(path, texts),
  ...Object.entries(isRecord(texts) ? texts : {}).flatMap(([locale, text]) =>
    lengthFaults(below(path, locale), text, 1, max),
  ),
];

const localeFaults = (path: string, texts: unknown): Fault[] =>
  Object.keys(isRecord(texts) ? texts : {})
    .filter((locale) => !LOCALES.includes(locale))
    .map((locale) =>
      fault(below(path, locale), "BASE_TYPE_CHOICES", "Value must be one of the locales that Discord knows"),
    );

function optionsFaults(path: string, options: readonly Json[]): Fault[] {
  const firstOptional = options.findIndex((one) => !isSub(one) && one.required !== true);
  const mixed = options.some(isSub) && !options.every(isSub);
  return [
    ...countFaults(path, options, 0, limits.OPTIONS),
    ...(mixed
      ? [
          fault(
            path,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
          ),
        ]
      : []),
    ...repeatFaults(
      options.map(({ name }, index) => ({ path: below(path, `${index}.name`), value: textOf(name) })),
      "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
      "Option name already exists",
    ),
    ...options.flatMap((option, index) => {
      const late = option.required === true && firstOptional !== -1 && index > firstOptional;
      const at = below(path, index);
      return [
        ...(late
          ? [
              fault(
                at,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
              ),
            ]
          : []),
        ...optionFaults(at, option),
      ];
    }),
  ];
}

const isSub = ({ type }: Json): boolean => type === SUBCOMMAND || type === SUBCOMMAND_GROUP;

function optionFaults(path: string, option: Json): Fault[] {
  const choices = recordsOf(option.choices);
  const both = option.autocomplete === true && choices.length > 0;
  return [
    ...entryFaults(path, option),
    ...(isSub(option) ? optionsFaults(below(path, "options"), recordsOf(option.options)) : []),
    ...choicesFaults(below(path, "choices"), choices),
    ...(both
      ? [
          fault(
            below(path, "choices"),
            "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_WITH_CHOICES",
            "Cannot use choices with autocomplete",
          ),
        ]
      : []),
    ...repeatFaults(
      choices.map(({ name }, index) => ({ path: below(path, `choices.${index}.name`), value: textOf(name) })),
      "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
      "Choice name already exists",
    ),
  ];
}
