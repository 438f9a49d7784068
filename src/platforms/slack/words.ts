/** The port's light Markdown as Slack's mrkdwn, and Slack's spelling of what people type as plain text. */

/** `&`, `<` and `>` are Slack's own marks; escaped, they are only themselves. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Local times and channels come from `Capabilities` and stay as they are; neither wakes anybody. */
const SHOWN = /<(?:!date\^\d+\^[^<>]*|#[A-Z0-9]+)>/gu;

/** Of the private-use letters: nobody's text has it. */
const HELD = "\uE000";

export const mrkdwn = (markdown: string): string =>
  aroundShown(markdown, (text) =>
    escaped(text)
      .split(/(```[\s\S]*?(?:```|$)|`[^`\n]+`)/u)
      .map((part, at) => (at % 2 === 1 ? code(part) : prose(part)))
      .join(""),
  );

function aroundShown(markdown: string, told: (text: string) => string): string {
  const marks: string[] = [];
  const held = markdown.replace(SHOWN, (mark) => `${HELD}${marks.push(mark) - 1}${HELD}`);
  return told(held).replace(/\uE000(\d+)\uE000/gu, (_, at: string) => marks[Number(at)] ?? "");
}

const code = (text: string): string => text.replace(/^```[a-z]+\n/u, "```\n");

const prose = (text: string): string => text.replace(/\*\*(.+?)\*\*/gsu, "*$1*").replace(/^- /gmu, "• ");

/** What a moment is called where Slack cannot show it in the reader's own time. */
const MOMENT = /<!date\^[^<>|]*\|([^<>]*)>/gu;

/** For screen readers and notifications: the words alone. Channels stay: Slack names them in any text of a message. */
export const plain = (markdown: string): string =>
  aroundShown(markdown.replace(MOMENT, "$1"), (text) =>
    escaped(text.replace(/\*\*(.+?)\*\*/gsu, "$1").replaceAll("`", "")),
  );

/**
 * What somebody typed: entities back as letters, `<@U123|ada>`, `<#C123|general>` and `<!subteam^S123|@tcp>` as the
 * ids that the port knows, links as they were written.
 */
export function typed(text: string, team: string): string {
  const words = text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/gu, (_, id: string) => personId(team, id))
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/gu, "$1")
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|[^>]*)?>/gu, "slack:$1")
    .replace(/<([^<>|]+)\|([^<>]*)>/gu, "$2")
    .replace(/<([^<>]+)>/gu, "$1");
  return unescaped(words);
}

/** A user group's id: of a message's own words nothing becomes a mention. */
export const groupMention = (id: string): string => `<!subteam^${id}>`;

export const personId = (team: string, user: string): string => `slack:${team}:${user}`;
