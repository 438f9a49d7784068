/** A time of day as people type it: `9:00`, `9pm`, `21시 30분`, `오후 9시 반`, `정오`. */

const WORDS: Readonly<Record<string, string>> = {
  noon: "12:00",
  midnight: "00:00",
  정오: "12:00",
  자정: "00:00",
};
const MORNING = ["am", "오전", "아침", "새벽"];
const EVENING = ["pm", "오후", "저녁", "밤"];

const CLOCK = /^(\d{1,2})(?::(\d{2})|시(?:(\d{1,2})분|(반))?)?$/u;
const HALF = new RegExp(
  `^(${[...MORNING, ...EVENING].join("|")})|(${[...MORNING, ...EVENING].join("|")})$`,
  "u",
);

/** `HH:MM`, 24 hours; undefined where it is no time of a day. */
export function timeTyped(typed: string): string | undefined {
  const text = typed.toLowerCase().replace(/[\s.]+/gu, "");
  const word = WORDS[text];
  if (word !== undefined) return word;
  const half = HALF.exec(text)?.[0];
  const [, hours, colon, minutes, isHalf] = CLOCK.exec(text.replace(HALF, "")) ?? [];
  if (hours === undefined) return undefined;
  const hour = hourOf(Number(hours), half);
  const minute = isHalf === undefined ? Number(colon ?? minutes ?? 0) : 30;
  if (hour === undefined || hour > 23 || minute > 59) return undefined;
  return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
}

/** 12 am is midnight and 12 pm noon; `오후 13시` is what some write, `0 pm` is nothing. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (MORNING.includes(half)) return hour > 12 ? undefined : hour % 12;
  if (hour > 12) return hour;
  return hour === 0 ? undefined : (hour % 12) + 12;
}
