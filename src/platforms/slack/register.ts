/** The app's manifest, from the commands and from what the code uses. */
import { stringify } from "yaml";
import type { Command } from "../../chat/command.ts";
import { cutLetters } from "../../chat/cut-text.ts";
import { usageOf } from "../../chat/example.ts";
import { DESCRIPTION, HINT, SHORTCUT_NAME } from "./limits.ts";
import { MENU_SHORTCUT, START_SHORTCUT } from "./receive.ts";

/** The fewest that the code needs: each with what needs it. */
export const SCOPES = {
  commands: "slash commands and shortcuts",
  "chat:write": "posts, threads and edits",
  "app_mentions:read": "`@Ackademy next` in a thread, where slash commands do not work",
  "users:read": "a person's language and whether they manage the workspace",
  "files:write": "pictures, and files that somebody asked for",
  "channels:history": "a daily post whose reply was lost is looked for before it is posted again",
  "groups:history": "the same in private channels",
} as const;

/** Events that `receive.ts` and `index.ts` listen for. */
export const EVENTS = ["app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked"] as const;

export interface ManifestParts {
  readonly commands: readonly Command[];
  /** `https://bot.example.org`: HTTP mode; without it, Socket Mode. */
  readonly url?: string;
}

export function manifest({ commands, url }: ManifestParts): string {
  const endpoint = url === undefined ? {} : { url: `${url.replace(/\/$/u, "")}/slack/events` };
  const interactivity = { is_enabled: true, ...(url !== undefined && { request_url: endpoint.url }) };
  return stringify({
    display_information: {
      name: "Ackademy",
      description: "TCP handshakes, simulated and drawn / TCP 핸드셰이크를 직접 실행하고 그림으로 봐요",
    },
    features: {
      bot_user: { display_name: "Ackademy", always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: commands.map((command) => ({
        command: `/${command.name}`,
        ...endpoint,
        description: cutLetters(`${command.summary.en} / ${command.summary.ko}`, DESCRIPTION),
        usage_hint: cutLetters(hintOf(command), HINT),
        // Mentions arrive as ids, not as names that two people may share.
        should_escape: true,
      })),
      shortcuts: [
        {
          name: "Ackademy",
          type: "global",
          callback_id: START_SHORTCUT,
          description: "Run TCP / TCP 실행하기",
        },
        ...commands.flatMap(({ menus = [] }) =>
          menus.map(({ name, label }) => ({
            name: cutLetters(label.en, SHORTCUT_NAME),
            type: "message",
            callback_id: `${MENU_SHORTCUT}${name}`,
            description: cutLetters(`${label.en} / ${label.ko}`, DESCRIPTION),
          })),
        ),
      ],
    },
    oauth_config: {
      ...(url !== undefined && { redirect_urls: [`${url.replace(/\/$/u, "")}/slack/oauth_redirect`] }),
      scopes: { bot: Object.keys(SCOPES) },
    },
    settings: {
      event_subscriptions: {
        ...(url !== undefined && { request_url: endpoint.url }),
        bot_events: [...EVENTS],
      },
      interactivity,
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  });
}

const hintOf = (command: Command): string => {
  if (command.subcommands.length > 0) return command.subcommands.map(({ name }) => name).join(" | ");
  return command.bare === undefined ? "" : usageOf(command, command.bare).replace(/^\/\S+ ?/u, "");
};
