/** The sentences of form errors, and the measures behind most of them. */
import { textOf } from "./json.ts";
import type { Fault } from "./refusal.ts";

export const required = (path: string): Fault => ({
  path,
  code: "BASE_TYPE_REQUIRED",
  message: "This field is required",
});

export const fault = (path: string, code: string, message: string): Fault => ({ path, code, message });

/** Lengths are counted in UTF-16 units: the stricter of the two readings of "characters". */
export function lengthFaults(path: string, value: unknown, min: number, max: number): Fault[] {
  if (value === undefined || value === null) return min > 0 ? [required(path)] : [];
  const { length } = textOf(value);
  if (length >= min && length <= max) return [];
  return min > 0
    ? [fault(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`)]
    : [fault(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`)];
}

/** Only where it is there. */
export const optionalFaults = (path: string, value: unknown, min: number, max: number): Fault[] =>
  value === undefined || value === null ? [] : lengthFaults(path, value, min, max);

export function countFaults(path: string, list: readonly unknown[], min: number, max: number): Fault[] {
  if (list.length >= min && list.length <= max) return [];
  return [fault(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`)];
}

/** Every value after its first time. */
export function repeatFaults(
  named: readonly { readonly path: string; readonly value: string }[],
  code: string,
  message: string,
): Fault[] {
  const seen = new Set<string>();
  return named.flatMap(({ path, value }) => {
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [fault(path, code, message)];
  });
}

export const below = (path: string, step: string | number): string =>
  path === "" ? `${step}` : `${path}.${step}`;
