/** A small app on the real Bolt, reached either way, for trying this Slack out. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { LocalSlack } from "./index.ts";

export type Mode = "http" | "socket";

export interface SampleApp {
  readonly app: App;
  /** Errors that Bolt met, as it tells them. */
  readonly faults: readonly string[];
  /** Retries that Bolt was told of. */
  readonly retries: readonly (number | undefined)[];
  stop(): Promise<void>;
}

/** The smallest PNG: one pixel. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** So long Bolt waits for a sign of life, and before it connects again. Less, and a busy machine looks dead. */
const PING_MS = 1_000;

export async function startSampleApp(slack: LocalSlack, mode: Mode): Promise<SampleApp> {
  const logger = SILENT;
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const token = slack.botToken();
  const faults: string[] = [];
  const retries: (number | undefined)[] = [];
  const socket =
    mode === "socket" &&
    new SocketModeReceiver({
      ...{ appToken: slack.app.appToken, logger, clientPingTimeout: PING_MS },
      installerOptions: { clientOptions },
    });
  const http = new HTTPReceiver({ signingSecret: slack.app.signingSecret, logger });
  const app = new App({ token, receiver: socket || http, clientOptions, logger });
  app.error(async (error) => void faults.push(`${error.message} ${JSON.stringify(error.original ?? "")}`));
  app.use(async ({ context, next }) => {
    retries.push(context.retryNum);
    await next();
  });
  listen(app);
  if (socket) {
    await socket.start();
    await slack.overSocket();
    return { app, faults, retries, stop: () => socket.stop() };
  }
  const server = createServer((request, response) => http.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  slack.overHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { app, faults, retries, stop };
}

function listen(app: App): void {
  app.command("/hello", async ({ ack, respond }) => {
    await ack();
    await respond(step(0));
  });
  app.command("/now", async ({ ack }) => ack({ text: "at once", response_type: "in_channel" }));
  app.command("/never", async () => undefined);
  app.command("/often", async ({ ack, respond, command }) => {
    await ack();
    for (let time = 1; time <= Number(command.text); time++) await respond(`answer ${time}`);
  });
  app.action("next", async ({ ack, respond, action }) => {
    await ack();
    const at = Number("value" in action ? action.value : 0) + 1;
    await respond({ ...step(at), replace_original: true });
  });
  app.action("level", async ({ ack, respond, action }) => {
    await ack();
    const chosen = "selected_option" in action ? action.selected_option : undefined;
    await respond({ text: `level ${chosen && "value" in chosen ? chosen.value : ""}` });
  });
  app.command("/draw", async ({ ack, client, command }) => {
    await ack();
    const place = await client.files.getUploadURLExternal({ filename: "pixel.png", length: PIXEL.length });
    await fetch(place.upload_url ?? "", { method: "POST", body: PIXEL });
    const id = place.file_id ?? "";
    await client.files.completeUploadExternal({ files: [{ id, title: "A pixel" }] });
    const image = { type: "image" as const, slack_file: { id }, alt_text: "One pixel" };
    await client.chat.postMessage({ channel: command.channel_id, text: "A picture", blocks: [image] });
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({
      text: `you said ${event.text.replace(/<@\w+> /u, "")}`,
      thread_ts: event.thread_ts ?? event.ts,
    });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    const blocks = [{ type: "section" as const, text: { type: "mrkdwn" as const, text: "Due: 3" } }];
    await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
  });
  listenForForms(app);
}

function listenForForms(app: App): void {
  app.command("/form", async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: FORM });
  });
  app.shortcut("start", async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: FORM });
  });
  app.shortcut("report", async ({ ack, shortcut, respond }) => {
    await ack();
    if (shortcut.type === "message_action") await respond(`reported: ${shortcut.message.text}`);
  });
  app.view("run", async ({ ack, view, client, body }) => {
    const loss = Number(view.state.values.loss?.answer?.value);
    if (!(loss <= 100)) return ack({ response_action: "errors", errors: { loss: "0 to 100" } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `runs with a loss of ${loss} %` });
  });
}

const step = (at: number) => ({
  text: `Step ${at}`,
  blocks: [
    { type: "section" as const, text: { type: "mrkdwn" as const, text: `*Step ${at}*` } },
    {
      type: "actions" as const,
      elements: [
        {
          type: "button" as const,
          action_id: "next",
          value: String(at),
          text: { type: "plain_text" as const, text: "Next" },
        },
        {
          type: "static_select" as const,
          action_id: "level",
          options: ["easy", "hard"].map((value) => ({
            value,
            text: { type: "plain_text" as const, text: value },
          })),
        },
      ],
    },
  ],
});

const FORM = {
  type: "modal" as const,
  callback_id: "run",
  title: { type: "plain_text" as const, text: "Run" },
  submit: { type: "plain_text" as const, text: "Go" },
  blocks: [
    {
      type: "input" as const,
      block_id: "loss",
      label: { type: "plain_text" as const, text: "Loss" },
      element: { type: "plain_text_input" as const, action_id: "answer" },
    },
  ],
};

export const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
