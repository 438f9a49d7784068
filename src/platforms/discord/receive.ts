/** A raw interaction, from the gateway or over HTTP, to the bot and back. */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessage,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  InteractionType,
  type REST,
} from "discord.js";
import type { Bot, Log } from "../../chat/bot.ts";
import type { Breaks } from "../../chat/breaks.ts";
import { cutLetters } from "../../chat/cut-text.ts";
import type { Context } from "../../chat/message.ts";
import { type Meter, unmetered } from "../../chat/meter.ts";
import type { Once } from "../../chat/platform.ts";
import { sharerIn } from "../../chat/shared-by.ts";
import { suggest, textOf } from "../../chat/typed.ts";
import { type Asked, answer, type Line, tellLocked } from "./answer.ts";
import { CHOICE_NAME, CHOICE_VALUE } from "./limits.ts";
import { isLockedAway } from "./threads.ts";
import type { Turn } from "./turns.ts";
import { focusedOf, menuOf, readFiles, typedOf } from "./typed.ts";
import { contextOf } from "./who.ts";

export interface Desk {
  readonly bot: Bot;
  /** For answers, with the interaction's own token. */
  readonly rest: REST;
  /** For what the bot does by itself. */
  readonly asBot: () => REST;
  readonly once: Once;
  readonly log: Log;
  readonly breaks: Breaks;
  readonly turn: Turn;
  readonly meter?: Meter;
}

/** Answers it, once: the same interaction delivered again (after a resume) is let go. Never throws. */
export const receive = ({ meter = unmetered, ...desk }: Desk, interaction: APIInteraction, line: Line) =>
  meter.follow(interaction.type === SUGGESTS ? "discord suggestions" : "discord", (answered) =>
    answerOnce(desk, interaction, { ...line, first: (...said) => line.first(...said).then(answered) }),
  );

/** The number that Discord's documentation gives to this response. */
const SUGGESTIONS = 8;

const SUGGESTS = InteractionType.ApplicationCommandAutocomplete;

/** What is suggested while somebody types changes nothing: it may come as often as it likes. */
export const isOnce = ({ type }: APIInteraction): boolean => type !== SUGGESTS;

export const keyOf = ({ id }: APIInteraction): string => `discord:${id}`;

async function answerOnce(desk: Desk, interaction: APIInteraction, line: Line): Promise<void> {
  try {
    if (interaction.type === SUGGESTS) {
      return await complete(desk, interaction, line);
    }
    if (!(await desk.once.first(keyOf(interaction)))) return;
    if (interaction.type === InteractionType.ApplicationCommand) await command(desk, interaction, line);
    if (interaction.type === InteractionType.MessageComponent) await press(desk, interaction, line);
    if (interaction.type === InteractionType.ModalSubmit) await submit(desk, interaction, line);
  } catch (error) {
    // The bot has caught its own bugs by now: this is Discord's refusal, or a connection that broke.
    desk.log.error({ err: error, interaction: interaction.id }, "an answer did not reach Discord");
  }
}

async function command(desk: Desk, interaction: APIApplicationCommandInteraction, line: Line): Promise<void> {
  const menu = menuOf(interaction, desk.bot.commands);
  const context = await desk.bot.settle(contextOf(interaction, menu?.message));
  if (menu !== undefined) {
    const answering = desk.turn(() => desk.bot.menu(menu.name, idsOf(menu.message), context));
    return answer({ ...asked(desk, interaction, line, context), audience: "asker" }, answering);
  }
  const typed = typedOf(interaction);
  const audience = desk.bot.audience(textOf(typed), context);
  // Files are fetched within the answer, which may have to be announced meanwhile.
  const answering = readFiles(interaction, typed).then((files) =>
    desk.turn(() => desk.bot.run(textOf(typed), context, files)),
  );
  await answer({ ...asked(desk, interaction, line, context), audience }, answering);
}

async function press(desk: Desk, interaction: APIMessageComponentInteraction, line: Line): Promise<void> {
  const context = await desk.bot.settle(contextOf(interaction));
  const { data, message } = interaction;
  // Some clients let people press there all the same; a moderator wanted quiet, so nothing is done.
  if (isLockedAway(interaction)) return tellLocked(asked(desk, interaction, line, context));
  const chosen = "values" in data ? data.values[0] : undefined;
  const sharedBy = sharerIn(message.content, desk.bot.language);
  const pressed = {
    stillShown: idsOf(message).includes(data.custom_id),
    ...(sharedBy !== undefined && { sharedBy }),
    ...(chosen !== undefined && { chosen }),
  };
  const answering = desk.turn(() => desk.bot.press(data.custom_id, context, pressed));
  await answer(asked(desk, interaction, line, context), answering);
}

async function submit(desk: Desk, interaction: APIModalSubmitInteraction, line: Line): Promise<void> {
  const context = await desk.bot.settle(contextOf(interaction));
  const fields = fieldsOf(interaction);
  const answering = desk.turn(() => desk.bot.press(interaction.data.custom_id, context, { fields }));
  await answer({ ...asked(desk, interaction, line, context), audience: "asker" }, answering);
}

async function complete(
  { bot }: Desk,
  interaction: APIApplicationCommandAutocompleteInteraction,
  line: Line,
): Promise<void> {
  const focused = focusedOf(interaction);
  const { locale } = await bot.settle(contextOf(interaction));
  const found = focused === undefined ? [] : suggest(focused.at, focused.typed, locale, bot.commands);
  const choices = found
    .filter(({ value }) => value.length <= CHOICE_VALUE)
    .map(({ value, label }) => ({
      name: cutLetters(label === "" || label === value ? value : `${value} · ${label}`, CHOICE_NAME),
      value,
    }));
  await line.first({ type: SUGGESTIONS, data: { choices } }, []);
}

const asked = (
  { bot, rest, asBot, log, breaks }: Desk,
  interaction: APIInteraction,
  line: Line,
  context: Context,
): Asked => ({
  interaction,
  line,
  ...{ rest, asBot, log, breaks },
  place: context.place,
  voice: { language: bot.language, locale: context.locale },
  refuse: (key) => bot.refuse(key, context.locale),
});

/** The sealed ids that a message shows and that are not switched off. */
const idsOf = ({ components = [] }: Pick<APIMessage, "components">): string[] =>
  components.flatMap((row) =>
    "components" in row
      ? row.components.flatMap((one) =>
          "custom_id" in one && !("disabled" in one && one.disabled === true) ? [one.custom_id] : [],
        )
      : [],
  );

function fieldsOf({ data }: APIModalSubmitInteraction): Record<string, string> {
  const inputs = data.components.flatMap((row) => {
    if ("component" in row) return [row.component];
    return "components" in row ? row.components : [];
  });
  return Object.fromEntries(
    inputs.map((input) => [
      input.custom_id,
      "values" in input ? (input.values[0] ?? "") : String(input.value ?? ""),
    ]),
  );
}
