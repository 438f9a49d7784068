/** Who asks, where, and in which language: read from a raw interaction. */
import type { APIInteraction, APIMessage } from "discord.js";
import type { Capabilities, Context, Place } from "../../chat/message.ts";
import type { Locale } from "../../language.ts";

const ADMINISTRATOR = 1n << 3n;
export const MANAGE_GUILD = 1n << 5n;
/** Channel types that are threads: in announcements, public, private. */
const THREADS: readonly number[] = [10, 11, 12];
/** A message on which a thread was opened; the thread has the message's own id. */
const HAS_THREAD = 1 << 5;

export const CAN: Capabilities = {
  privateEditLater: true,
  commandInThread: true,
  typedOptions: true,
  forms: true,
  edits: true,
  threadLink: (thread) => `<#${thread}>`,
  localTime: (seconds) => `<t:${seconds}:f>`,
  channelName: (channel) => `<#${channel}>`,
};

/** @param about the message that a menu was opened on. */
export function contextOf(interaction: APIInteraction, about?: Pick<APIMessage, "id" | "flags">): Context {
  const { member } = interaction;
  const user = member?.user ?? interaction.user;
  const locale = localeOf("locale" in interaction ? interaction.locale : undefined);
  return {
    asker: {
      id: `discord:${user?.id ?? ""}`,
      name: member?.nick ?? user?.global_name ?? user?.username ?? "",
    },
    place: placeOf(interaction, about ?? interaction.message),
    locale,
    channelLocale: interaction.guild_locale === undefined ? locale : localeOf(interaction.guild_locale),
    theme: "dark",
    // In a direct message everybody manages their own.
    manager: member === undefined || mayManage(member.permissions),
    can: CAN,
  };
}

function placeOf(
  { guild_id, channel }: APIInteraction,
  message: Pick<APIMessage, "id" | "flags"> | undefined,
): Place {
  const server = guild_id === undefined ? {} : { server: guild_id };
  if (channel === undefined) return { ...server, channel: "" };
  if (THREADS.includes(channel.type)) {
    const parent = "parent_id" in channel ? (channel.parent_id ?? channel.id) : channel.id;
    return { ...server, channel: parent, thread: channel.id };
  }
  const opened = message !== undefined && ((message.flags ?? 0) & HAS_THREAD) !== 0;
  return { ...server, channel: channel.id, ...(opened && { thread: message.id }) };
}

const mayManage = (permissions: string): boolean =>
  (BigInt(permissions) & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n;

const localeOf = (locale: string | undefined): Locale => (locale?.startsWith("ko") ? "ko" : "en");
