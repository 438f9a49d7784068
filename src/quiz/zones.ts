/** Time zones by the name that somebody typed. */

/** As this system spells it; null: there is none of that name. */
export function zoneOf(typed: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: typed.trim().replaceAll(" ", "_") }).resolvedOptions()
      .timeZone;
  } catch {
    return null;
  }
}

/** Every name that this system knows. */
export const zoneNames = (): readonly string[] => Intl.supportedValuesOf("timeZone");
