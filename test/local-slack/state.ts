/** Everything that this Slack remembers between two requests. */
import type { Clock } from "./clock.ts";
import type { Fields } from "./json.ts";
import type { Screen, View, Whose } from "./screen.ts";
import type { TroubleDesk } from "./trouble.ts";
import type { Workspace } from "./workspace.ts";

/** The app as its settings page would show it. */
export interface AppSettings {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  /** `xapp-…`, for Socket Mode. */
  readonly appToken: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

export interface BotToken {
  readonly workspace: Workspace;
  readonly scopes: readonly string[];
  revoked: boolean;
}

/** Somebody's doing, for as long as the app may open something because of it. */
export interface Trigger extends Whose {
  readonly since: number;
  readonly cause: string;
  used: boolean;
}

/** What a `response_url` answers to. */
export interface Responder extends Whose {
  readonly channel: string;
  readonly since: number;
  readonly cause: string;
  /** `ts` of the message that was pressed. */
  readonly source?: string;
  uses: number;
}

export interface UploadedFile {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  /** Bytes, as announced. */
  readonly length: number;
  readonly alt: string;
  bytes?: Uint8Array;
  complete: boolean;
}

/** Something that Slack refuses, or that its documentation asks not to do. */
export interface Violation {
  /** The method, `response_url` or `ack`. */
  readonly where: string;
  readonly problem: string;
}

export interface SlackState {
  readonly app: AppSettings;
  readonly clock: Clock;
  readonly screen: Screen;
  readonly trouble: TroubleDesk;
  /** By their ids. */
  readonly workspaces: Map<string, Workspace>;
  readonly tokens: Map<string, BotToken>;
  /** Codes of an installation that is not finished, with the workspace. */
  readonly codes: Map<string, string>;
  readonly triggers: Map<string, Trigger>;
  readonly responders: Map<string, Responder>;
  readonly files: Map<string, UploadedFile>;
  readonly views: Map<string, { readonly whose: Whose; view: View }>;
  /** Addresses for sockets that were handed out, with the time. */
  readonly socketTickets: Map<string, number>;
  readonly violations: Violation[];
  /** Every call of a method that was answered, the oldest first. */
  readonly calls: { readonly method: string; readonly fields: Fields; readonly answer: Fields }[];
  /** Of the HTTP edge, without a slash at its end. */
  readonly url: () => string;
  /** A new id, as Slack would spell one: its kind's letters first. */
  id(kind: string): string;
  /** A new moment of this Slack: seconds since 1970, and microseconds. */
  ts(): string;
}

export function createIds(clock: Clock): Pick<SlackState, "id" | "ts"> {
  let given = 0;
  return {
    id: (kind) => `${kind}${(0x1000000 + ++given).toString(36).toUpperCase().padStart(8, "0")}`,
    // emulate counts its own up from zero.
    ts: () => `${Math.floor(clock.now() / 1_000)}.9${String(++given).padStart(5, "0")}`,
  };
}
