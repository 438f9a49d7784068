/** A Slack on loopback for tests: `emulate` behind an edge that adds what a bot needs of the real one. */
import { issueToken } from "./app-methods.ts";
import { type Clock, createClock } from "./clock.ts";
import type { Ack } from "./deliver.ts";
import { type Edge, openEdge } from "./edge.ts";
import { QUIET_MS, STOP_QUIET_MS } from "./limits.ts";
import { createMessenger, type Messenger } from "./messenger.ts";
import { eventPayload } from "./payloads.ts";
import { type Actor, createActor, FIRST_CHANNEL } from "./person.ts";
import { createScreen } from "./screen.ts";
import { openSockets, type Sockets } from "./socket-mode.ts";
import { type AppSettings, createIds, type SlackState, type Violation } from "./state.ts";
import { createTrouble, type Trouble } from "./trouble.ts";
import { type Channel, openWorkspace, type Workspace } from "./workspace.ts";

export interface PersonOptions {
  /** As Slack spells it: `ko-KR`. */
  readonly locale?: string;
  readonly admin?: boolean;
  /** A workspace's name; without it, the first one. */
  readonly team?: string;
}

export interface LocalSlack extends Pick<Messenger, "again" | "forged"> {
  /** For `slackApiUrl`, with a slash at its end. */
  readonly apiUrl: string;
  /** Where a browser would be asked whether the app may come in. */
  readonly authorizeUrl: string;
  readonly app: AppSettings;
  /** Everything that was refused, or that the documentation asks not to do. */
  readonly violations: readonly Violation[];
  readonly calls: SlackState["calls"];
  readonly clock: Clock;
  readonly trouble: Trouble;
  readonly sockets: Sockets;
  /** From now on, everything goes to this address, signed. */
  overHttp(url: string): void;
  /** From now on, everything goes through the app's socket; resolves when there is one. */
  overSocket(): Promise<void>;
  as(name: string, options?: PersonOptions): Actor;
  workspace(team?: string): Workspace;
  /** Of the app's installation, the newest. */
  botToken(team?: string): string;
  /** Its tokens are refused from now on; the app is not told. */
  revoke(team?: string): void;
  /** They are taken again. */
  accept(team?: string): void;
  /** The app is thrown out, and told so. */
  uninstall(team?: string): Promise<readonly Ack[]>;
  /** A code for `oauth.v2.access`. */
  installCode(team?: string): string;
  channel(name?: string, team?: string): Promise<Channel>;
  /** Resolves when the app has asked nothing for a moment. For what should not happen; else `Outcome.until`. */
  quiet(ms?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalSlackOptions {
  /** What the app asked for at its installation. */
  readonly scopes?: readonly string[];
  /** Names of the workspaces; the app is in all of them. */
  readonly teams?: readonly string[];
}

const SCOPES = [
  ...["commands", "chat:write", "app_mentions:read", "users:read", "files:write"],
  ...["channels:history", "groups:history"],
];

export async function startLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const { scopes = SCOPES, teams = ["local"] } = options;
  let state: SlackState | undefined;
  const known = (): SlackState => {
    if (state === undefined) throw new Error("not started yet");
    return state;
  };
  const edge = await openEdge(known);
  const made = createState(edge, scopes);
  state = made;
  const named = new Map<string, Workspace>();
  for (const [at, domain] of teams.entries()) {
    const workspace = await openTeam(made, domain, at);
    made.workspaces.set(workspace.id, workspace);
    named.set(domain, workspace);
    issueToken(made, workspace);
  }
  const workspaceOf = (team = teams[0] ?? ""): Workspace => {
    const workspace = named.get(team);
    if (workspace === undefined) throw new Error(`there is no workspace ${team}`);
    return workspace;
  };
  return assemble(made, edge, workspaceOf);
}

function createState(edge: Edge, scopes: readonly string[]): SlackState {
  const clock = createClock();
  return {
    app: {
      id: "A00LOCAL",
      clientId: "1000.2000",
      clientSecret: "local-client-secret",
      signingSecret: "local-signing-secret",
      appToken: "xapp-1-A00LOCAL-local",
      name: "ackademy",
      scopes,
    },
    clock,
    screen: createScreen(),
    trouble: createTrouble(),
    ...{ workspaces: new Map(), tokens: new Map(), codes: new Map(), triggers: new Map() },
    ...{ responders: new Map(), files: new Map(), views: new Map(), socketTickets: new Map() },
    ...{ violations: [], calls: [] },
    url: () => edge.url,
    ...createIds(clock),
  };
}

function openTeam(state: SlackState, domain: string, at: number): Promise<Workspace> {
  const id = `T00LOCAL${at + 1}`;
  const bot = { user: `U00BOT${at + 1}`, id: `B00BOT${at + 1}`, name: state.app.name };
  return openWorkspace({ id, domain, app: state.app.id, bot, base: `${state.url()}/${id}` });
}

function assemble(state: SlackState, edge: Edge, workspaceOf: (team?: string) => Workspace): LocalSlack {
  const messenger = createMessenger();
  const sockets = openSockets(edge.server, () => state);
  const tokensOf = (team?: string) =>
    [...state.tokens].filter(([, { workspace }]) => workspace === workspaceOf(team));
  const revoke = (team?: string): void => {
    for (const [, token] of tokensOf(team)) token.revoked = true;
  };
  const accept = (team?: string): void => {
    for (const [, token] of tokensOf(team)) token.revoked = false;
  };
  return {
    ...{ apiUrl: `${edge.url}/api/`, authorizeUrl: `${edge.url}/oauth/v2/authorize`, app: state.app },
    ...{ violations: state.violations, calls: state.calls, clock: state.clock, trouble: state.trouble },
    ...{ sockets, revoke, accept, again: messenger.again, forged: messenger.forged, workspace: workspaceOf },
    overHttp: (url) => messenger.use({ url, signingSecret: state.app.signingSecret }),
    async overSocket() {
      messenger.use({ sockets });
      await sockets.connected();
    },
    as(name, { team, ...standing } = {}) {
      const workspace = workspaceOf(team);
      const person = Object.assign(workspace.person(name), standing);
      return createActor({ state, messenger, workspace, person });
    },
    botToken: (team) => tokensOf(team).at(-1)?.[0] ?? "",
    async uninstall(team) {
      const workspace = workspaceOf(team);
      revoke(team);
      const events = [
        { type: "tokens_revoked", tokens: { oauth: [], bot: [workspace.bot.user] }, event_ts: state.ts() },
        { type: "app_uninstalled", event_ts: state.ts() },
      ];
      const told = await Promise.all(
        events.map((event) => {
          const payload = eventPayload({ ...state, workspace }, event, state.id("Ev"), state.clock.now());
          return messenger.send("events_api", payload);
        }),
      );
      return told.flat();
    },
    installCode(team) {
      const code = state.id("code");
      state.codes.set(code, workspaceOf(team).id);
      return code;
    },
    channel: (name = FIRST_CHANNEL, team) => workspaceOf(team).channel(name),
    quiet: (ms = QUIET_MS) => quiet(edge, ms),
    async stop() {
      // What is cut off here, Slack's client would ask again for half an hour.
      await quiet(edge, STOP_QUIET_MS);
      sockets.close();
      await edge.close();
      for (const workspace of state.workspaces.values()) await workspace.close();
    },
  };
}

async function quiet({ traffic }: Edge, ms: number): Promise<void> {
  for (;;) {
    const { begun } = traffic;
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (traffic.open === 0 && traffic.begun === begun) return;
  }
}
