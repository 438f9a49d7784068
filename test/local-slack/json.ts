/** What arrives from outside, before anybody has looked at it. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isFields) : [];

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Slack takes `true`, `"true"`, `1` and `"1"` alike. */
export const isTrue = (value: unknown): boolean => ["true", "1"].includes(String(value));

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Forms carry their objects as JSON in a string. */
const NESTED = new Set(["blocks", "attachments", "metadata", "view", "files"]);

/** The arguments of a call: of a form, of JSON or of the address, as Slack takes all three. */
export function argumentsOf(type: string, body: string, query: URLSearchParams): Fields {
  if (type.includes("json")) return fieldsOf(parsed(body));
  const given = [...query, ...new URLSearchParams(body)];
  return Object.fromEntries(
    given.map(([name, value]) => [name, NESTED.has(name) ? (parsed(value) ?? value) : value]),
  );
}
