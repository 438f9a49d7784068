/** Talks to the server. A token for each tab: two tabs are two people. */
import type { Completion } from "../../src/chat/completion.ts";
import type {
  Introduced,
  PageStart,
  Refusal,
  Taken,
  Update,
  WireMessage,
  WirePerson,
} from "../../src/platforms/web/wire.ts";
import { currentLocale, say, shownTheme } from "./words.ts";

export interface Spot {
  readonly channel: string;
  readonly thread?: number;
}

/** Where a form was opened, and the message whose button opened it. */
export interface FormSpot extends Spot {
  readonly message?: number;
}

/** What was filled into a form, and the text of files, by field. */
export interface Filled {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** A thread's own first message speaks into its thread. */
export function spotOf({ channel, thread, id, title }: WireMessage): Spot {
  const below = thread ?? (title === undefined ? undefined : id);
  return { channel, ...(below !== undefined && { thread: below }) };
}

/** The message that is pressed may be the one that the form's answer replaces. */
export const placeOf = (on: WireMessage): FormSpot => ({ ...spotOf(on), message: on.id });

const RETRY_MS = 1_500;
/** Longer, where the server is there and will not have us. */
const REFUSED_MS = 5_000;
/** So long an answer is waited for: a network that swallows everything does not say so. */
const ANSWER_MS = 30_000;
/** The server says something every four seconds; where nothing comes for so long, nothing will, whatever the browser believes. */
const SILENCE_MS = 10_000;
const LOOK_MS = 1_000;
const GATEWAY_TIMEOUT = 504;
let complain: (sentence: string) => void = () => {};
let introduced: (me: WirePerson) => void = () => {};

export function onRefusal(listener: (sentence: string) => void): void {
  complain = listener;
}

/** Told whenever the server says who we are: after a rename, and where it had forgotten us. */
export function onIntroduced(listener: (me: WirePerson) => void): void {
  introduced = listener;
}

export const token = (): string => sessionStorage.getItem("ackademy.token") ?? "";
/** Only what is private needs to know who is looking. */
export function ownAddress(url: string, isPrivate: boolean, theme?: "light" | "dark"): string {
  const asked = new URLSearchParams({ ...(isPrivate && { token: token() }), ...(theme && { theme }) });
  return asked.size === 0 ? url : `${url}?${asked}`;
}
export const ownName = (): string => sessionStorage.getItem("ackademy.name") ?? "";

export async function pageStart(): Promise<PageStart> {
  return (await fetch("/api/page")).json() as Promise<PageStart>;
}

/** The same person again where the tab has a token, else a new one. `undefined`: the name was refused. */
export async function introduce(name: string): Promise<WirePerson | undefined> {
  const taken = await post<Introduced>("people", introduction(name));
  return taken === undefined ? undefined : store(taken);
}

const introduction = (name: string): object => (token() === "" ? { name } : { name, token: token() });

function store(taken: Introduced): WirePerson {
  sessionStorage.setItem("ackademy.token", taken.token);
  sessionStorage.setItem("ackademy.name", taken.me.name);
  introduced(taken.me);
  return taken.me;
}

export const sendText = (spot: Spot, text: string): Promise<Taken | undefined> =>
  post<Taken>("say", { ...spot, text, ...view() });

/** `chosen`: the entry, where what is pressed is a select. */
export const sendPress = (message: number, press: string, chosen?: string): Promise<Taken | undefined> =>
  post<Taken>("press", { message, press, ...(chosen !== undefined && { chosen }), ...view() });

/** An entry of a message's own menu. */
export const sendPick = (message: number, name: string): Promise<Taken | undefined> =>
  post<Taken>("menu", { message, name, ...view() });

/** A filled-in form; a string is the sentence with which it was refused. */
export function sendForm(spot: FormSpot, press: string, filled: Filled): Promise<Taken | string> {
  return attempt<Taken>("submit", { ...spot, press, ...filled, ...view() });
}

export const askCompletion = (text: string, caret: number): Promise<Completion | undefined> =>
  post<Completion>("complete", { text, caret, locale: currentLocale() });

const view = () => ({ locale: currentLocale(), theme: shownTheme() });

/** `undefined`: refused, and the person has been told why. */
async function post<T extends object>(path: string, body: object): Promise<T | undefined> {
  const answer = await attempt<T>(path, body);
  if (typeof answer !== "string") return answer;
  complain(answer);
  return undefined;
}

/** A string is the sentence with which it was refused. */
async function attempt<T extends object>(path: string, body: object): Promise<T | string> {
  const response = await send(path, body);
  if (response?.ok === true) return (await response.json()) as T;
  return (await reason(response)) ?? say("failed");
}

async function send(path: string, body: object, again = true): Promise<Response | undefined> {
  const used = token();
  const response = await inTime(path, { method: "POST", body: JSON.stringify(body) });
  if (response?.status !== 401 || !again) return response;
  // The server has been started anew: it does not know our name. Somebody else here may have told it meanwhile.
  const known = token() !== used || (await introduce(ownName())) !== undefined;
  return known ? send(path, body, false) : response;
}

/** Where no answer comes in time, one of our own. Nothing is sent again by itself: it may have arrived all the same. */
async function inTime(path: string, how: RequestInit): Promise<Response | undefined> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), ANSWER_MS);
  const response = await ask(path, { ...how, signal: waiting.signal });
  clearTimeout(timer);
  if (!waiting.signal.aborted) return response;
  const error = say(WRITTEN.includes(path) ? "no-answer-written" : "no-answer");
  return Response.json({ error } satisfies Refusal, { status: GATEWAY_TIMEOUT });
}

/** What carries a person's own words; they are kept where they were written. */
const WRITTEN: readonly string[] = ["say", "submit"];

/** `undefined`: nobody answered. */
async function ask(path: string, how: RequestInit): Promise<Response | undefined> {
  const headers = {
    "Content-Type": "application/json",
    "X-Ackademy-Token": token(),
    "X-Ackademy-Locale": currentLocale(),
  };
  try {
    return await fetch(`/api/${path}`, { ...how, headers });
  } catch {
    return undefined;
  }
}

/** The sentence with which the server refused. */
async function reason(response: Response | undefined): Promise<string | undefined> {
  const refusal = (await response?.json().catch(() => undefined)) as Partial<Refusal> | undefined;
  return refusal?.error;
}

/**
 * Live updates for as long as the page is open. `onLost` is told a sentence where they do not come, and
 * `undefined` once they do. A lost connection is taken up again, and everything told anew.
 */
export async function listen(
  onUpdate: (update: Update) => void,
  onLost: (why: string | undefined) => void,
): Promise<never> {
  let refused = await hear(onUpdate, onLost);
  for (;;) {
    onLost(refused ?? say("offline"));
    await pause(refused === undefined ? RETRY_MS : REFUSED_MS);
    const response = await send("people", introduction(ownName()), false);
    if (response?.ok === true) {
      store((await response.json()) as Introduced);
      refused = await hear(onUpdate, onLost);
    } else refused = await reason(response);
  }
}

/** Until the connection ends or is silent for too long; the server's sentence where it allowed none. */
async function hear(
  onUpdate: (update: Update) => void,
  onLost: (why: undefined) => void,
): Promise<string | undefined> {
  const silence = new AbortController();
  let heard = Date.now();
  // By the clock, not by one long timer: those of a tab in the background come late.
  const look = setInterval(() => Date.now() - heard > SILENCE_MS && silence.abort(), LOOK_MS);
  try {
    return await hearing(silence.signal, onUpdate, () => {
      heard = Date.now();
      onLost(undefined);
    });
  } finally {
    clearInterval(look);
  }
}

async function hearing(
  signal: AbortSignal,
  onUpdate: (update: Update) => void,
  onHeard: () => void,
): Promise<string | undefined> {
  // Not an EventSource: that would keep the reason of a refusal to itself.
  const response = await ask(`stream?token=${encodeURIComponent(token())}`, { signal });
  if (response?.ok !== true) return reason(response);
  onHeard();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const read = await reader?.read().catch(() => undefined);
    if (read === undefined || read.done) return undefined;
    onHeard();
    const events = (rest + read.value).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      if (event.startsWith("data: ")) onUpdate(JSON.parse(event.slice(6)) as Update);
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
