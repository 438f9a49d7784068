/** A small bot on the real discord.js, for the tests of the local Discord itself. */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type RESTPutAPIApplicationCommandsJSONBody,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { Agent } from "undici";
import type { LocalDiscord } from "./discord.ts";

/** Without one of its own discord.js takes the process' agent, with which no file is sent where Slack's library came first. */
const agent = new Agent();

const localised = (en: string, ko: string) => ({
  description: en,
  description_localizations: { "en-US": en, "en-GB": en, ko },
});

const names = ["reply", "draw", "follow", "counter", "form", "talk", "late", "twice"];

export const commands: RESTPutAPIApplicationCommandsJSONBody = [
  {
    name: "try",
    ...localised("Everything once", "모든 것을 한 번씩"),
    options: [
      ...names.map((name) => ({ type: 1 as const, name, ...localised(`Try ${name}`, "해 보기") })),
      {
        type: 1,
        name: "greet",
        ...localised("Greets a word", "낱말에 인사해요"),
        options: [
          { type: 3, name: "word", ...localised("Whom", "누구에게"), required: true, autocomplete: true },
        ],
      },
    ],
  },
  { type: 3, name: "Quote", name_localizations: { ko: "인용" } },
];

/** The smallest there is: one pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

export interface SelfBot {
  readonly client: Client<true>;
  /** Codes of the errors that Discord answered. */
  readonly refused: number[];
  /** Lets the answer to `/try late` go. */
  speak(): void;
  stop(): Promise<void>;
}

export async function startBot(discord: LocalDiscord, shards?: number): Promise<SelfBot> {
  const refused: number[] = [];
  let speak = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    speak = resolve;
  });
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.api, agent },
    allowedMentions: { parse: [] },
    // Left to itself it waits at least five seconds before it identifies again.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }) },
    ...(shards !== undefined && {
      shards: Array.from({ length: shards }, (_, at) => at),
      shardCount: shards,
    }),
  });
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction, late).catch((error: { code?: number }) => refused.push(error.code ?? 0));
  });
  client.on(Events.Error, () => undefined);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  await client.application?.commands.set(commands);
  return { client: client as Client<true>, refused, speak, stop: () => client.destroy() };
}

async function answer(interaction: Interaction, late: Promise<void>): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    const words = ["alpha", "beta", "gamma"].filter((word) => word.startsWith(typed));
    await interaction.respond(words.map((word) => ({ name: `the ${word}`, value: word })));
  }
  if (interaction.isChatInputCommand()) await command(interaction, late);
  if (interaction.isMessageContextMenuCommand())
    await interaction.reply(`> ${interaction.targetMessage.content}`);
  if (interaction.isModalSubmit())
    await interaction.reply(`hello ${interaction.fields.getTextInputValue("name")}`);
  if (interaction.isButton()) {
    const at = Number(interaction.customId.split("|")[1]);
    await interaction.update({ content: `at ${at}`, components: [counterRow(at + 1)] });
  }
}

async function command(interaction: ChatInputCommandInteraction, late: Promise<void>): Promise<void> {
  const kind = interaction.options.getSubcommand();
  if (kind === "reply")
    await interaction.reply({ content: `hi ${interaction.locale}`, flags: MessageFlags.Ephemeral });
  if (kind === "greet") await interaction.reply(`hello ${interaction.options.getString("word", true)}`);
  if (kind === "draw") await draw(interaction);
  if (kind === "follow") {
    await interaction.reply("first");
    await interaction.followUp({ content: "second", flags: MessageFlags.Ephemeral });
  }
  if (kind === "counter") await interaction.reply({ content: "at 0", components: [counterRow(1)] });
  if (kind === "form") await interaction.showModal(form());
  if (kind === "talk") {
    const { resource } = await interaction.reply({ content: "a card", withResponse: true });
    const thread = await resource?.message?.startThread({ name: "our thread" });
    await thread?.send("inside");
  }
  if (kind === "late") {
    await late;
    await interaction.reply("too late");
  }
  if (kind === "twice") {
    await interaction.reply("once");
    // As a second process would, which knows nothing of the first.
    interaction.replied = false;
    await interaction.reply("twice");
  }
}

async function draw(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply();
  const files = [{ attachment: PNG, name: "dot.png", description: "one dot" }];
  await interaction.editReply({ content: "drawn", files });
}

const counterRow = (next: number) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(`count|${next}`).setLabel("Next").setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId("off").setLabel("Off").setStyle(ButtonStyle.Secondary).setDisabled(true),
  );

const form = () =>
  new ModalBuilder()
    .setCustomId("form")
    .setTitle("Who are you?")
    .addLabelComponents(
      new LabelBuilder()
        .setLabel("Name")
        .setTextInputComponent(
          new TextInputBuilder().setCustomId("name").setStyle(TextInputStyle.Short).setMaxLength(10),
        ),
    );
