/** A subcommand's zod object, read into descriptions that grammars, forms and `/help` use alike. */
import * as z from "zod";
import type { Localised, OptionMeta, Subcommand } from "./command.ts";

export interface OptionDescription extends OptionMeta {
  readonly name: string;
  readonly kind: "string" | "enum" | "integer" | "boolean";
  readonly required: boolean;
  readonly default?: string | number | boolean;
  readonly min?: number;
  readonly max?: number;
  /** Values of an enum, in the declared order. */
  readonly choices: readonly string[];
}

const Property = z.object({
  type: z.enum(["string", "integer", "boolean"]),
  enum: z.array(z.string()).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
});
const Properties = z.object({
  properties: z.record(z.string(), Property),
  required: z.array(z.string()).optional(),
});

const known = new WeakMap<Subcommand, readonly OptionDescription[]>();

export function describeOptions(subcommand: Subcommand): readonly OptionDescription[] {
  const before = known.get(subcommand);
  if (before !== undefined) return before;
  const described = describe(subcommand);
  known.set(subcommand, described);
  return described;
}

/** A kind that no platform could offer is a mistake in the declaration, so it throws at start. */
function describe(subcommand: Subcommand): readonly OptionDescription[] {
  const schema = Properties.parse(z.toJSONSchema(subcommand.options, { io: "input" }));
  return Object.entries(schema.properties).map(([name, property]) => ({
    // Read from the schema's fields, not its JSON: JSON has no place for `suggest`.
    ...metaOf(subcommand.options.shape[name], name),
    name,
    kind: property.enum !== undefined ? "enum" : property.type,
    required: schema.required?.includes(name) ?? false,
    choices: property.enum ?? [],
    ...(property.default === undefined ? {} : { default: property.default }),
    ...range(property),
  }));
}

function range(property: z.output<typeof Property>): { min?: number; max?: number } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = property;
  const min = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1;
  const max = exclusiveMaximum === undefined ? maximum : exclusiveMaximum - 1;
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

/** `.meta()` may stand before or after `.default()` and `.optional()`: both are looked at. */
function metaOf(field: unknown, name: string): OptionMeta {
  let inner = field as z.ZodType | undefined;
  while (inner !== undefined) {
    const meta = inner.meta() as Partial<OptionMeta> | undefined;
    if (meta?.summary !== undefined) return pick(meta.summary, meta);
    inner = (inner.def as { innerType?: z.ZodType }).innerType;
  }
  throw new Error(`option "${name}" has no summary: give it .meta({ summary: { en, ko } })`);
}

const pick = (
  summary: Localised,
  { alias, units, reads, suggest, labels, meant, place, rest, names, example }: Partial<OptionMeta>,
): OptionMeta => ({
  summary,
  ...(alias === undefined ? {} : { alias }),
  ...(units === undefined ? {} : { units }),
  ...(reads === undefined ? {} : { reads }),
  ...(suggest === undefined ? {} : { suggest }),
  ...(labels === undefined ? {} : { labels }),
  ...(meant === undefined ? {} : { meant }),
  ...(place === undefined ? {} : { place }),
  ...(rest === undefined ? {} : { rest }),
  ...(names === undefined ? {} : { names }),
  ...(example === undefined ? {} : { example }),
});

/** Options that may be given without their name: the required ones, or else the first that is no flag. */
export function positional(options: readonly OptionDescription[]): readonly OptionDescription[] {
  const required = options.filter((option) => option.required);
  if (required.length > 0) return required;
  const placed = options.filter(({ place }) => place === true);
  return placed.length > 0 ? placed : options.filter((option) => option.kind !== "boolean").slice(0, 1);
}
