/** Numbers as people type them: `1,101`, `4 294 967 295`, `0x12`, and times with a unit of their own. */

/** Thousands may be set apart, three digits each: `12,5` is no twelve and a half here, and no 125. */
const NUMBER = /^([+-]?)(0x[\da-f]+|(?:\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.\d*)?|\.\d+)([^\d]*)$/iu;

/** In milliseconds. */
const TIMES: Readonly<Record<string, number>> = {
  ...{ ms: 1, 밀리초: 1 },
  ...{ s: 1_000, sec: 1_000, seconds: 1_000, 초: 1_000 },
  ...{ min: 60_000, minutes: 60_000, 분: 60_000 },
  ...{ h: 3_600_000, hours: 3_600_000, 시간: 3_600_000 },
};

/**
 * Undefined where it is no number, or more than one: nobody is marked for the wrong one of two.
 * @param unit in which it is asked for, e.g. `ms`: a time in another one, `3 s`, is as many of these.
 */
export function numberTyped(words: string, unit: string): number | undefined {
  const [, sign, digits, behind = ""] = NUMBER.exec(words) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits.replace(/[ ,]/gu, "")) * (sign === "-" ? -1 : 1);
  const [typed, asked] = [TIMES[behind.trim().toLowerCase()], TIMES[unit]];
  return typed === undefined || asked === undefined ? value : (value * typed) / asked;
}
