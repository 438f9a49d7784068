/** What the doctor looked at, and what to do about it. */

export interface Finding {
  readonly what: string;
  /** What to do about it; null = it is well. */
  readonly mend: string | null;
  /** Nothing is broken: it is the next step of setting up. */
  readonly next?: true;
}

const CLOCK_SECONDS = 60;

/** What a platform refuses becomes a finding, with what to do about it. */
export async function asked(
  what: string,
  mend: string,
  work: () => Promise<string | null>,
): Promise<Finding> {
  try {
    return { what, mend: await work() };
  } catch (error) {
    return { what, mend: `${(error as Error).message}; ${mend}` };
  }
}

/** Signatures are refused after minutes, so the clock has to be right. */
export async function clock(name: string, url: string): Promise<Finding> {
  return asked(`${name}: clock`, "check that this machine reaches the internet", async () => {
    const response = await fetch(url, { method: "HEAD" });
    const date = response.headers.get("date");
    if (date === null) return null;
    const off = Math.abs(Date.now() - Date.parse(date)) / 1_000;
    return off <= CLOCK_SECONDS ? null : `it is ${Math.round(off)} s off: set it, best by NTP`;
  });
}
