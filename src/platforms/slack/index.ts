/** Slack: Socket Mode or HTTP, one workspace or many, the same commands and the same answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  App,
  HTTPReceiver,
  type InstallationStore,
  type Logger,
  LogLevel,
  SocketModeReceiver,
  webApi,
} from "@slack/bolt";
import type { Log } from "../../chat/bot.ts";
import { type Breaks, breaksInMemory } from "../../chat/breaks.ts";
import type { Platform } from "../../chat/platform.ts";
import { type Rates, ratesInMemory } from "../../chat/rates.ts";
import { type Installations, installationStore } from "./installations.ts";
import { ANSWER_RETRIES, BODY_BYTES, POSTS, REQUEST_MS, SILENCE_MS } from "./limits.ts";
import { createPictures } from "./pictures.ts";
import { createPoster } from "./post.ts";
import { type Desk, receive } from "./receive.ts";
import { SCOPES } from "./register.ts";
import { keepConnected } from "./socket.ts";
import { watchToken } from "./token.ts";
import { CAN, createPeople } from "./who.ts";

export interface SlackParts extends Pick<Desk, "bot" | "once" | "log" | "meter"> {
  /** One workspace by its token, or many by OAuth. */
  readonly token?: string;
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly stateSecret: string;
    readonly installations: Installations;
  };
  readonly mode: { readonly appToken: string } | { readonly signingSecret: string };
  /** Without it, Slack's own. */
  readonly api?: string;
  /** Ids of people who manage although Slack does not say so. */
  readonly managers: readonly string[];
  readonly now: () => number;
  /** Without it, this process counts for itself. */
  readonly rates?: Rates;
  /** Without it, this process remembers for itself what it has told. */
  readonly breaks?: Breaks;
}

export interface Slack extends Platform {
  /** Of `/slack/…`, in HTTP mode. */
  readonly listener?: (request: IncomingMessage, response: ServerResponse) => void;
}

export function startSlack(parts: SlackParts): Slack {
  const { bot, log, oauth, token } = parts;
  const clientOptions: webApi.WebClientOptions = {
    ...(parts.api !== undefined && { slackApiUrl: parts.api }),
    timeout: REQUEST_MS,
    retryConfig: ANSWER_RETRIES,
    fetch: inTime,
  };
  // A workspace's own token wins: Bolt refuses to be told both.
  const store = token === undefined && oauth ? installationStore(oauth.installations) : undefined;
  const { receiver, socket, http } = openReceiver(parts, clientOptions, store);
  const app = new App({
    receiver,
    // Without a token, Bolt asks the receiver's own installer for the workspace's.
    ...(token !== undefined && { token }),
    clientOptions,
    // Slack may be down when we start; each request finds out for itself.
    tokenVerificationEnabled: false,
    logger: quiet(log),
  });
  const pictures = createPictures((error) =>
    log.error({ err: error }, "a picture was not uploaded to Slack"),
  );
  const turn = (parts.rates ?? ratesInMemory)(POSTS);
  const people = createPeople(parts.managers, parts.now);
  const standing = token === undefined ? undefined : watchToken(clientWith(token, clientOptions), log);
  const doubt = (): void => standing?.doubt();
  receive(app, {
    ...{ bot, log, pictures, people, turn, doubt },
    managers: { managers: parts.managers, breaks: parts.breaks ?? breaksInMemory() },
    once: parts.once,
    ...(parts.meter && { meter: parts.meter }),
  });
  forget(app, store);
  app.error(async (error) => {
    log.error({ err: error }, "slack");
    doubt();
  });
  const connection = socket && keepConnected(socket, log);
  const clientOf = clientsOf(parts, clientOptions);
  const voice = { language: bot.language, locale: "en" } as const;
  const refused = (): "token" | "later" => {
    doubt();
    // Of several workspaces, this one has removed the bot. The only one's token is for whoever runs the bot to mend.
    return token === undefined ? "token" : "later";
  };
  return {
    name: "slack",
    ready: () => firstFault(connection?.ready(), standing?.well()),
    ...createPoster({ clientOf, pictures, turn, refused, voice, log }),
    can: CAN,
    async stop() {
      standing?.stop();
      await connection?.stop();
    },
    ...(http && { listener: listenerOf(http, parts) }),
  };
}

function openReceiver(
  { mode, oauth, log }: SlackParts,
  clientOptions: webApi.WebClientOptions,
  store: InstallationStore | undefined,
): { receiver: SocketModeReceiver | HTTPReceiver; socket?: SocketModeReceiver; http?: HTTPReceiver } {
  const logger = quiet(log);
  const many = oauth &&
    store && {
      clientId: oauth.clientId,
      clientSecret: oauth.clientSecret,
      stateSecret: oauth.stateSecret,
      installationStore: store,
      scopes: Object.keys(SCOPES),
    };
  if ("appToken" in mode) {
    const socket = new SocketModeReceiver({
      appToken: mode.appToken,
      logger,
      clientPingTimeout: SILENCE_MS,
      // Trying again is `keepConnected`'s. A copy: the receiver writes its own way of retrying into the options.
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { ...clientOptions, retryConfig: { retries: 0 } } },
    });
    return { receiver: socket, socket };
  }
  const http = new HTTPReceiver({
    signingSecret: mode.signingSecret,
    logger,
    bodyLimit: BODY_BYTES,
    ...(many && { ...many, installerOptions: { clientOptions, directInstall: true } }),
  });
  return { receiver: http, http };
}

/**
 * A request with a signature that was seen, and that does not say to be Slack's own retry, is somebody's
 * copy: 401, as for a wrong signature.
 */
function listenerOf(http: HTTPReceiver, { once, log }: SlackParts): NonNullable<Slack["listener"]> {
  return (request, response) => {
    const signature = request.headers["x-slack-signature"];
    const isRetry = request.headers["x-slack-retry-num"] !== undefined;
    const handle = async (): Promise<void> => {
      if (typeof signature === "string" && !isRetry && !(await once.first(`slack:signature:${signature}`))) {
        log.info({ refused: "replayed" }, "slack request refused");
        response.writeHead(401).end();
        return;
      }
      http.requestListener(request, response);
    };
    handle().catch((error: unknown) => {
      log.error({ err: error }, "slack request");
      if (!response.headersSent) response.writeHead(404).end();
    });
  };
}

/** A workspace that uninstalls the app, or revokes its token, is forgotten. */
function forget(app: App, store: InstallationStore | undefined): void {
  if (store === undefined) return;
  for (const event of ["app_uninstalled", "tokens_revoked"] as const) {
    app.event(event, async ({ context }) => {
      await store.deleteInstallation?.({
        teamId: context.teamId,
        enterpriseId: context.enterpriseId,
        isEnterpriseInstall: context.isEnterpriseInstall,
      });
    });
  }
}

function clientsOf({ token, oauth }: SlackParts, options: webApi.WebClientOptions) {
  return async (team: string): Promise<webApi.WebClient | undefined> => {
    if (token !== undefined) return clientWith(token, options);
    const found = (await oauth?.installations.find(team)) as { bot?: { token?: string } } | undefined;
    const own = found?.bot?.token;
    return own === undefined ? undefined : clientWith(own, options);
  };
}

/** Retrying is the caller's: it knows what was promised, and looks for a lost post before it posts again. */
const clientWith = (token: string, options: webApi.WebClientOptions): webApi.WebClient =>
  new webApi.WebClient(token, { ...options, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });

const firstFault = (...found: readonly (true | string | undefined)[]): true | string =>
  found.find((one) => typeof one === "string") ?? true;

/** Bolt gives up a method that is silent, but waits for an answer's own address for as long as that stays open. */
const inTime: NonNullable<webApi.WebClientOptions["fetch"]> = (address, asked) =>
  fetch(address, { signal: AbortSignal.timeout(REQUEST_MS), ...asked });

/** Bolt's own log, of which only warnings and errors are ours to read. */
const quiet = (log: Log): Logger => ({
  debug() {},
  info() {},
  warn: (...words) => log.warn({}, words.join(" ")),
  error: (...words) => log.error({}, words.join(" ")),
  setLevel() {},
  getLevel: () => LogLevel.WARN,
  setName() {},
});
