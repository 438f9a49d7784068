/** What can be run: the topics, or the scenarios of one. */
import type { CommandContext } from "../chat/command.ts";
import { cut, rows } from "../chat/menu.ts";
import type { Button, Message } from "../chat/message.ts";
import { scenarios, TOPICS } from "../content/scenarios.ts";
import type { Topic } from "../simulator/network/scenario.ts";
import { argsOf } from "./request.ts";

/** Five rows of four. */
const BUTTONS_MAX = 20;

export function topicsCard({ language, locale }: CommandContext): Message {
  const sections = TOPICS.map((topic) => {
    const ids = scenarios.filter((one) => one.topic === topic).map(({ id }) => `\`${id}\``);
    return `**${language.say(`handshake.topic.${topic}`, locale)}**: ${ids.join(", ")}`;
  });
  const buttons = TOPICS.map(
    (topic): Button => ({
      label: cut(language.say(`handshake.topic.${topic}`, locale)),
      press: { command: "handshake", verb: "list", args: [topic] },
    }),
  );
  const text = [language.say("handshake.list", locale), ...sections].join("\n");
  return { text, buttons: rows(buttons, 4) };
}

export function topicCard(topic: Topic, { language, locale }: CommandContext): Message {
  const own = scenarios.filter((one) => one.topic === topic);
  const lines = own.map(({ id, title }) => `- \`${id}\` ${title[locale]}`);
  const buttons = own.slice(0, BUTTONS_MAX).map(
    (scenario): Button => ({
      label: cut(scenario.title[locale]),
      press: { command: "handshake", verb: "run", args: argsOf({ scenario }) },
    }),
  );
  const text = [`**${language.say(`handshake.topic.${topic}`, locale)}**`, ...lines].join("\n");
  return { text, buttons: rows(buttons, 4) };
}
