/** Time zones by the name that somebody typed. */

/** UTC, and every zone of the system's tables. */
export const zones = (): readonly string[] => ["UTC", ...Intl.supportedValuesOf("timeZone")];

/**
 * The zone as the tables spell it, however its name was spaced and cased; undefined where there is none of that name.
 * Offsets such as `+09:00` are none: they know no summer.
 */
export function zoneNamed(typed: string): string | undefined {
  const word = typed.trim().replace(/\s+/gu, "_");
  const listed = zones().find((name) => name.toLowerCase() === word.toLowerCase());
  if (listed !== undefined || !/^[a-z]/iu.test(word)) return listed;
  try {
    // Older names that the tables do not list, such as `Asia/Calcutta`.
    return new Intl.DateTimeFormat("en", { timeZone: word }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
