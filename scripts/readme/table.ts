/** The table of commands that README.md and its Korean sister show. */
import type { Command } from "../../src/chat/command.ts";
import type { Locale } from "../../src/language.ts";

export const READMES: readonly { readonly file: string; readonly locale: Locale }[] = [
  { file: "README.md", locale: "en" },
  { file: "README.ko.md", locale: "ko" },
];

const START = "<!-- commands -->";
const END = "<!-- /commands -->";

const WORDS = {
  en: { head: "| command | subcommands | who |", managers: "managers", anyone: "anyone" },
  ko: { head: "| 명령 | 하위 명령 | 누가 |", managers: "관리자", anyone: "누구나" },
} as const;

/** The text with its table made anew. Throws where the marks are missing. */
export function withTable(text: string, commands: readonly Command[], locale: Locale): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`the README has no ${START} … ${END}`);
  return `${text.slice(0, start)}${START}\n${tableOf(commands, locale)}\n${text.slice(end)}`;
}

function tableOf(commands: readonly Command[], locale: Locale): string {
  const { head, managers, anyone } = WORDS[locale];
  const rows = commands.map((command) => {
    const who = command.managers ? managers : anyone;
    const alias = locale === "ko" ? ` \`/${command.alias}\`` : "";
    return `| \`/${command.name}\`${alias}<br>${command.summary[locale]} | ${partsOf(command, locale)} | ${who} |`;
  });
  return [head, "|---|---|---|", ...rows].join("\n");
}

const partsOf = ({ subcommands }: Command, locale: Locale): string =>
  subcommands.map(({ name, summary }) => `\`${name}\` ${summary[locale]}`).join("<br>");
