/** A person's last seven days as a picture: told by bars, numbers and words, not by colour alone. */
import { painted } from "../card/painted.ts";
import type { CommandContext } from "../chat/command.ts";
import type { Picture } from "../chat/message.ts";
import { sayer } from "../chat/speaking.ts";
import { BusyError, layoutWeek } from "../diagram/index.ts";
import type { Streak } from "./streak.ts";
import type { Lived } from "./week.ts";

/** Undefined where too many pictures are asked for just now: the figures are told in words as well. */
export async function weekPicture(
  days: readonly Lived[],
  { length: count }: Streak,
  context: CommandContext,
): Promise<Picture | undefined> {
  const say = sayer(context, "quiz.week");
  const written = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(context.locale, { timeZone: "UTC", ...options });
    return { one: (day: string) => format.format(Date.parse(day)), format };
  };
  const [weekday, date] = [written({ weekday: "short" }), written({ month: "long", day: "numeric" })];
  const right = days.reduce((sum, one) => sum + one.right, 0);
  const words = { right: say("right"), wrong: say("wrong"), missed: say("missed"), frozen: say("frozen") };
  const labels = {
    ...{ title: say("title"), ...words, command: "/quiz stats" },
    subtitle: date.format.formatRange(Date.parse(days[0]?.day ?? ""), Date.parse(days.at(-1)?.day ?? "")),
    caption: say("caption", { right, count: days.reduce((sum, one) => sum + one.answered, 0) }),
    streak: count === 0 ? "" : say("streak", { count }),
  };
  const shapes = layoutWeek(
    days.map(({ day, answered, right, gap }) => ({
      ...{ name: weekday.one(day), answered, right },
      // A day that is no gap stays empty, as one that is not over.
      empty: gap ?? "to come",
    })),
    { labels },
  );
  const lines = days.map(({ day, answered, right, gap }) => {
    const told = answered > 0 ? say("day", { answered, right }) : gap ? words[gap] : say("nothing");
    return `${weekday.one(day)} ${date.one(day)}: ${told}`;
  });
  const told = [`${labels.title}, ${labels.subtitle}`, ...lines, labels.caption].join("\n");
  return painted(shapes, told, "week", context.theme).catch((error: unknown) => {
    if (error instanceof BusyError) return undefined;
    throw error;
  });
}
