/** The platforms of the torture: where processes post to, what goes wrong there, and what stands there in the end. */
import { openDiscord } from "../local-discord/discord.ts";
import { startLocalSlack } from "../local-slack/index.ts";

export type PlatformName = "discord" | "slack";

export interface Stood {
  /** The post's own name, `<schedule>/<day>`; of a line in a thread the name of its post. */
  readonly name: string;
  readonly kind: "post" | "thread line";
}

export interface Stand {
  /** What a worker needs to reach it. */
  readonly env: Readonly<Record<string, string>>;
  readonly server: string;
  /** Ids of channels, platform and all. */
  readonly channels: readonly string[];
  /** The next reply to a post is lost after the work was done. */
  loseReply(): void;
  seen(): readonly Stood[];
  stop(): Promise<void>;
}

export const openStand = (name: PlatformName, channels: number): Promise<Stand> =>
  name === "discord" ? discordStand(channels) : slackStand(channels);

/** `v1|quiz|answer|<name>|…`, on a post's first button. */
const nameIn = (press: string): string => press.split("|")[3] ?? "";

async function discordStand(count: number): Promise<Stand> {
  const names = Array.from({ length: count }, (_, at) => `c${at}`);
  const discord = await openDiscord({ guilds: [{ name: "Lab", channels: names }] });
  return {
    env: { TORTURE_PLATFORM: "discord", TORTURE_API: discord.api, TORTURE_TOKEN: discord.token },
    server: `discord:${discord.guild()}`,
    channels: names.map((name) => `discord:${discord.channel(name)}`),
    loseReply: () => discord.breakNext({ method: "POST", route: /(messages|threads)$/u, how: "lost" }),
    seen: () =>
      names
        .flatMap((name) => discord.seenBy("mod", name))
        .flatMap(({ id, buttons, thread }): Stood[] => {
          const name = nameIn(buttons[0]?.customId ?? "");
          const lines =
            thread === undefined ? [] : discord.seenBy("mod", thread).filter((one) => one.id !== id);
          return [{ name, kind: "post" }, ...lines.map((): Stood => ({ name, kind: "thread line" }))];
        }),
    stop: discord.stop,
  };
}

async function slackStand(count: number): Promise<Stand> {
  const slack = await startLocalSlack();
  const names = Array.from({ length: count }, (_, at) => `c${at}`);
  const made = await Promise.all(names.map((name) => slack.channel(name)));
  const mod = slack.as("mod");
  return {
    env: { TORTURE_PLATFORM: "slack", TORTURE_API: slack.apiUrl, TORTURE_TOKEN: slack.botToken() },
    server: `slack:${slack.workspace().id}`,
    channels: made.map(({ id }) => `slack:${id}`),
    loseReply: () => slack.trouble.loseReply("chat.postMessage"),
    seen() {
      const all = names.flatMap((name) => mod.messages(name));
      const posts = all.filter(({ thread }) => thread === undefined);
      const nameOf = new Map(posts.map(({ id, buttons }) => [id, nameIn(buttons[0]?.actionId ?? "")]));
      return all.map(
        ({ id, thread }): Stood =>
          thread === undefined
            ? { name: nameOf.get(id) ?? "", kind: "post" }
            : { name: nameOf.get(thread) ?? "", kind: "thread line" },
      );
    },
    stop: slack.stop,
  };
}
