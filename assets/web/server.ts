/** Talks to the server. A token for each tab: two tabs are two people. */
import type { Introduced, PageStart, Taken, Update, WirePerson } from "../../src/platforms/web/wire.ts";
import { currentLocale, say, shownTheme } from "./words.ts";

interface CompletionItem {
  readonly insert: string;
  readonly label: string;
  readonly summary: string;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly items: readonly CompletionItem[];
  readonly hint?: string;
}

export interface Spot {
  readonly channel: string;
  readonly thread?: number;
}

const RETRY_MS = 1_500;
let complain: (sentence: string) => void = () => {};

export function onRefusal(listener: (sentence: string) => void): void {
  complain = listener;
}

export const token = (): string => sessionStorage.getItem("ackademy.token") ?? "";
export const ownName = (): string => sessionStorage.getItem("ackademy.name") ?? "";

export async function pageStart(): Promise<PageStart> {
  return (await fetch("/api/page")).json() as Promise<PageStart>;
}

/** The same person again where the tab has a token, else a new one. `undefined`: the name was refused. */
export async function introduce(name: string): Promise<WirePerson | undefined> {
  const known = token();
  const taken = await post<Introduced>("people", known === "" ? { name } : { name, token: known });
  if (taken === undefined) return undefined;
  sessionStorage.setItem("ackademy.token", taken.token);
  sessionStorage.setItem("ackademy.name", taken.me.name);
  return taken.me;
}

export const sendText = (spot: Spot, text: string): Promise<Taken | undefined> =>
  post<Taken>("say", { ...spot, text, ...view() });

export const sendPress = (message: number, press: string): Promise<Taken | undefined> =>
  post<Taken>("press", { message, press, ...view() });

export const askCompletion = (text: string, caret: number): Promise<Completion | undefined> =>
  post<Completion>("complete", { text, caret, locale: currentLocale() });

const view = () => ({ locale: currentLocale(), theme: shownTheme() });

/** `undefined`: refused, and the person has been told why. */
async function post<T>(path: string, body: object): Promise<T | undefined> {
  const response = await send(path, body);
  if (response === undefined) return refuse(say("failed"));
  if (response.ok) return (await response.json()) as T;
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  return refuse(error ?? say("failed"));
}

async function send(path: string, body: object, again = true): Promise<Response | undefined> {
  const headers = {
    "Content-Type": "application/json",
    "X-Ackademy-Token": token(),
    "X-Ackademy-Locale": currentLocale(),
  };
  try {
    const response = await fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    // The server has been started anew: it still knows our token, but not our name.
    if (response.status === 401 && again && (await introduce(ownName())) !== undefined) {
      return send(path, body, false);
    }
    return response;
  } catch {
    return undefined;
  }
}

function refuse(sentence: string): undefined {
  complain(sentence);
  return undefined;
}

/** Live updates. A lost connection is taken up again, and everything told anew. */
export function listen(onUpdate: (update: Update) => void, onLost: (lost: boolean) => void): void {
  const source = new EventSource(`/api/stream?token=${encodeURIComponent(token())}`);
  source.onopen = () => onLost(false);
  source.onmessage = ({ data }) => onUpdate(JSON.parse(data as string) as Update);
  source.onerror = () => {
    source.close();
    onLost(true);
    setTimeout(() => void comeBack(onUpdate, onLost), RETRY_MS);
  };
}

async function comeBack(onUpdate: (update: Update) => void, onLost: (lost: boolean) => void): Promise<void> {
  const alive = await send("people", { name: ownName(), token: token() }, false);
  if (alive?.ok === true) listen(onUpdate, onLost);
  else setTimeout(() => void comeBack(onUpdate, onLost), RETRY_MS);
}
