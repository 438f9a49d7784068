/** Bodies as they come in: anything at all, until they are looked at. */

export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The entries that are objects; anything else counts as none, and the schema has complained already. */
export const recordsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" ? value : undefined;
