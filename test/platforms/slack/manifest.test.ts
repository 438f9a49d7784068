/** The manifest says neither more nor less than what the commands and the code need. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadCommands } from "../../../src/chat/load.ts";
import { EVENTS, manifest, type SCOPES } from "../../../src/platforms/slack/register.ts";
import { keys, tools } from "../../chat/sample-tools.ts";

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly {
      command: string;
      description: string;
      usage_hint: string;
      url?: string;
    }[];
    readonly shortcuts: readonly { name: string; type: string; callback_id: string; description: string }[];
  };
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string };
    readonly socket_mode_enabled: boolean;
  };
}

/** Every scenario and question is read for it: before any test's time runs. */
const loaded = await loadCommands();
const FOLDER = new URL("../../../src/platforms/slack/", import.meta.url);
const code = readdirSync(FOLDER)
  .map((file) => readFileSync(new URL(file, FOLDER), "utf8"))
  .join("\n");

/** Which scope each method that the code calls asks for, after Slack's documentation of it. */
const SCOPE_OF: Readonly<Record<string, keyof typeof SCOPES | undefined>> = {
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "users.info": "users:read",
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
  "views.open": undefined,
  "views.publish": undefined,
  "conversations.history": "channels:history",
  // The same method in a private channel.
  "conversations.replies": "groups:history",
};

const read = (url?: string) => (): Manifest =>
  parse(manifest({ commands: [...loaded, tools, keys], ...(url && { url }) })) as Manifest;
const bySocket = read();
const byHttp = read("https://bot.example.org/");

describe("the manifest", () => {
  it("names every command, within Slack's lengths, in both languages", () => {
    const { features } = bySocket();
    const commands = [...loaded, tools, keys];
    expect(features.slash_commands.map(({ command }) => command)).toEqual(
      commands.map(({ name }) => `/${name}`),
    );
    for (const { command, description, usage_hint: hint } of features.slash_commands) {
      expect(command.length).toBeLessThanOrEqual(32);
      expect(description).toMatch(/[a-z].* \/ .*[가-힣]/u);
      expect(Math.max(description.length, hint.length)).toBeLessThanOrEqual(100);
    }
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
    const menus = commands.flatMap(({ menus: all = [] }) => all);
    expect(features.shortcuts.map(({ type, callback_id: id }) => [type, id])).toEqual([
      ["global", "start"],
      ...menus.map(({ name }) => ["message", `menu:${name}`]),
    ]);
    // Slack takes five message shortcuts.
    expect(menus.length).toBeLessThanOrEqual(5);
  });

  it("asks for the scopes of the methods that the code calls, and for no more", () => {
    const called = [...code.matchAll(/client\s*\.((?:chat|users|files|views|conversations)\.\w+)\(/gu)].map(
      ([, method = ""]) => method,
    );
    expect([...new Set(called)].sort()).toEqual(Object.keys(SCOPE_OF).sort());
    const needed = new Set(Object.values(SCOPE_OF).filter((scope) => scope !== undefined));
    const {
      oauth_config: { scopes },
    } = bySocket();
    expect([...scopes.bot].sort()).toEqual([...needed, "app_mentions:read", "commands"].sort());
  });

  it("subscribes to the events that the code listens for", () => {
    const { settings } = bySocket();
    expect(settings.event_subscriptions.bot_events).toEqual(EVENTS);
    for (const event of EVENTS) expect(code.split(`"${event}"`).length, event).toBeGreaterThan(2);
  });

  it("has addresses over HTTP, and none through a socket", () => {
    const [socket, http] = [bySocket(), byHttp()];
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(socket)).not.toContain("http");
    expect(http.settings.socket_mode_enabled).toBe(false);
    const endpoint = "https://bot.example.org/slack/events";
    expect(http.settings.event_subscriptions.request_url).toBe(endpoint);
    expect(http.settings.interactivity).toEqual({ is_enabled: true, request_url: endpoint });
    expect(http.features.slash_commands.every(({ url }) => url === endpoint)).toBe(true);
    expect(http.oauth_config.redirect_urls).toEqual(["https://bot.example.org/slack/oauth_redirect"]);
  });
});
