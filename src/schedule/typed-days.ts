/** Weekdays as people type them: `all`, `weekdays`, `mon,wed,fri`, `월,수,금`, `월수금`. */
const NAMES: Readonly<Record<string, number>> = {
  ...{ mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 },
  ...{ 월: 1, 화: 2, 수: 3, 목: 4, 금: 5, 토: 6, 일: 7 },
};
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  ...{ all: [1, 2, 3, 4, 5, 6, 7], weekdays: [1, 2, 3, 4, 5], weekends: [6, 7] },
  ...{ 매일: [1, 2, 3, 4, 5, 6, 7], 평일: [1, 2, 3, 4, 5], 주말: [6, 7] },
};

/** 1 = Monday … 7 = Sunday, in order; undefined where a word is no day. */
export function daysTyped(typed: string): readonly number[] | undefined {
  const words = typed
    .toLowerCase()
    .split(/[\s,·/]+/u)
    .flatMap((word) =>
      /^[월화수목금토일]{2,7}$/u.test(word) && GROUPS[word] === undefined ? [...word] : word,
    )
    .filter((word) => word !== "");
  const days = words.map(
    (word) => GROUPS[word] ?? NAMES[word.replace(/요일$/u, "")] ?? NAMES[word.slice(0, 3)],
  );
  if (words.length === 0 || days.includes(undefined)) return undefined;
  return [...new Set(days.flat() as number[])].sort((a, b) => a - b);
}

const SHORT = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** As `daysTyped` reads them: `weekdays`, `mon,wed,fri`. */
export function daysWritten(days: readonly number[]): string {
  const group = ["all", "weekdays", "weekends"].find((name) => `${GROUPS[name]}` === `${days}`);
  return group ?? days.map((day) => SHORT[day - 1]).join(",");
}
