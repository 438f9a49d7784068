/** The local page's server worked over HTTP, as its page does. */
import { startWeb, type WebPage } from "../../src/platforms/web/index.ts";
import type { Introduced, Taken, Update, WireForm, WireMessage } from "../../src/platforms/web/wire.ts";
import { MORE, type SampleBot, SECRET, sampleBot } from "../chat/sample-bot.ts";
import type { How, Seen, SeenForm, Stage } from "../contract/stage.ts";

export interface Client {
  readonly token: string;
  readonly messages: Map<number, WireMessage>;
  post<T>(path: string, body: object): Promise<{ status: number; body: T }>;
  /** Waits until everything that was under way to this tab has arrived. */
  settle(): Promise<void>;
  close(): void;
}

export async function join(page: Pick<WebPage, "url">, name: string, known?: string): Promise<Client> {
  const send = (path: string, body: object, token = "") =>
    fetch(`${page.url}api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Ackademy-Token": token },
      body: JSON.stringify(body),
    });
  const introduce = async (as: string, own: string | undefined): Promise<string> => {
    const introduced = await send("people", own === undefined ? { name: as } : { name: as, token: own });
    return ((await introduced.json()) as Introduced).token;
  };
  const token = await introduce(name, known);
  const messages = new Map<number, WireMessage>();
  const stop = new AbortController();
  const stream = await fetch(`${page.url}api/stream?token=${token}`, { signal: stop.signal });
  const told = follow(stream, messages);
  await told.until(({ type }) => type === "all");
  let marks = 0;
  return {
    token,
    messages,
    async post(path, body) {
      const response = await send(path, body, token);
      return { status: response.status, body: (await response.json()) as never };
    },
    async settle() {
      // A stream keeps its order: once it tells a name that was given last, it has told everything before.
      const mark = `${name} ${++marks}`;
      const marked = told.until((update) => namesIn(update).includes(mark));
      await introduce(mark, token);
      await marked;
      await introduce(name, token);
    },
    close: () => stop.abort(),
  };
}

const namesIn = (update: Update): readonly string[] =>
  "people" in update ? update.people.map(({ name }) => name) : [];

interface Told {
  /** Resolves at the next update that fits. */
  until(fits: (update: Update) => boolean): Promise<void>;
}

/** Reads the stream for as long as it lives. */
function follow(stream: Response, messages: Map<number, WireMessage>): Told {
  const waiting = new Set<(update: Update) => void>();
  void (async () => {
    let rest = "";
    try {
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
        const events = (rest + chunk).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events)
          if (event.startsWith("data: ")) apply(JSON.parse(event.slice(6)) as Update);
      }
    } catch {
      // Ended by us or by the server's stop.
    }
  })();
  function apply(update: Update): void {
    if (update.type === "all") for (const message of update.messages) messages.set(message.id, message);
    if (update.type === "message") messages.set(update.message.id, update.message);
    if (update.type === "gone") for (const id of update.ids) messages.delete(id);
    for (const hear of waiting) hear(update);
  }
  return {
    until: (fits) =>
      new Promise((resolve) => {
        waiting.add(function hear(update) {
          if (!fits(update)) return;
          waiting.delete(hear);
          resolve();
        });
      }),
  };
}

const view = ({ locale = "en" }: How = {}) => ({ locale, theme: "light" });

/** A form as it lies open in a tab: where its answers are to be said comes with it. */
interface OpenForm extends SeenForm {
  readonly press: string;
  readonly spot: { readonly channel: string; readonly message: number };
}

export async function openWeb(
  { bot, logged }: SampleBot = sampleBot(SECRET, MORE),
): Promise<Required<Omit<Stage, "twice">> & { readonly page: WebPage }> {
  const page = await startWeb({ bot, secret: SECRET, port: 0 });
  const clients = new Map<string, Promise<Client>>();
  const client = (name: string): Promise<Client> => {
    const known = clients.get(name) ?? join(page, name);
    clients.set(name, known);
    return known;
  };
  const seen = (message: WireMessage, { token }: Client): Promise<Seen> => seenOf(page, message, token);
  /** What this person's tab shows anew after a request. */
  const changes = async (name: string, path: string, body: object): Promise<readonly Seen[]> => {
    const one = await client(name);
    const before = new Map(one.messages);
    await one.post<Taken>(path, body);
    await one.settle();
    const changed = [...one.messages.values()].filter((message) => before.get(message.id) !== message);
    return Promise.all(changed.map((message) => seen(message, one)));
  };
  return {
    page,
    logged,
    lacks: {
      members: "whoever opens the page owns the machine that it runs on",
      twice: "the page sends each request itself, and never again",
    },
    run: (name, text, how) => changes(name, "say", { channel: "general", text, ...view(how) }),
    press: (name, on, press, how) => changes(name, "press", { message: Number(on.id), press, ...view(how) }),
    select: (name, on, press, chosen, how) =>
      changes(name, "press", { message: Number(on.id), press, chosen, ...view(how) }),
    open: async (name, on, press, how) => {
      const one = await client(name);
      const pressed = await one.post<Taken>("press", { message: Number(on.id), press, ...view(how) });
      if (pressed.body.form === undefined) throw new Error(`no form: ${JSON.stringify(pressed)}`);
      return formOf(pressed.body.form, Number(on.id));
    },
    submit: (name, form, fields, how) => {
      const { press, spot, fields: shown } = form as OpenForm;
      const values = Object.fromEntries(shown.map((field) => [field.name, field.value ?? ""]));
      return changes(name, "submit", { ...spot, press, fields: { ...values, ...fields }, ...view(how) });
    },
    hand: async (name, text, option, file, how) => {
      const [asked] = await changes(name, "say", { channel: "general", text, ...view(how) });
      const press = asked!.buttons.find(({ label }) => label === "Fill in a form")!.press;
      const opened = await (await client(name)).post<Taken>("press", {
        ...{ message: Number(asked!.id), press, ...view(how) },
      });
      const { fields, ...form } = formOf(opened.body.form!, Number(asked!.id));
      const values = fields
        .filter((field) => field.name !== option)
        .map((field) => [field.name, field.value ?? ""]);
      return changes(name, "submit", {
        ...{ ...form.spot, press: form.press, ...view(how) },
        ...{ fields: Object.fromEntries(values), files: { [option]: file } },
      });
    },
    menu: (name, on, entry, how) =>
      changes(name, "menu", { message: Number(on.id), name: entry, ...view(how) }),
    mention: (name, on, words, how) =>
      changes(name, "say", {
        channel: "general",
        thread: Number(on.thread),
        text: `@Ackademy ${words}`,
        ...view(how),
      }),
    inThread: async (name, { thread }) => {
      const one = await client(name);
      const there = [...one.messages.values()].filter((message) => String(message.thread) === thread);
      return Promise.all(there.map((message) => seen(message, one)));
    },
    seenBy: async (name) => {
      const one = await client(name);
      return Promise.all([...one.messages.values()].map((message) => seen(message, one)));
    },
    stop: async () => {
      for (const one of clients.values()) (await one).close();
      await page.stop();
    },
  };
}

async function seenOf(page: WebPage, message: WireMessage, token: string): Promise<Seen> {
  const thread = message.thread ?? (message.title === undefined ? undefined : message.id);
  return {
    id: String(message.id),
    text: [message.sharedBy ?? [], message.text].flat().join("\n"),
    private: message.private,
    ...(thread !== undefined && { thread: String(thread) }),
    ...(message.picture && { picture: await fetched(page, message.picture, token) }),
    ...(message.file && { file: await downloaded(page, message.file, token) }),
    buttons: message.buttons.flat().map(({ label, press }) => ({ label, press })),
    selects: message.selects,
  };
}

const formOf = ({ title, press, fields }: WireForm, message: number): OpenForm => ({
  title,
  press,
  spot: { channel: "general", message },
  fields: fields.map(({ choices, ...field }) => ({
    ...field,
    ...(choices && { choices: choices.map(({ value }) => value) }),
  })),
});

async function fetched(page: WebPage, picture: NonNullable<WireMessage["picture"]>, token: string) {
  const response = await fetch(new URL(`${picture.url}?token=${token}`, page.url));
  const { alt, width, height } = picture;
  return { png: new Uint8Array(await response.arrayBuffer()), alt, width, height };
}

async function downloaded(page: WebPage, { url, name }: NonNullable<WireMessage["file"]>, token: string) {
  const response = await fetch(new URL(`${url}?token=${token}`, page.url));
  return { name, text: await response.text() };
}
