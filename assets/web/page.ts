/** The page: what is shown of what the server tells, and what the person does. */

import type { PageStart, Taken, Update, WireMessage, WirePerson } from "../../src/platforms/web/wire.ts";
import { entered, followBack, wentBack } from "./back.ts";
import { type Composer, composer } from "./composer.ts";
import { byId, element, icon } from "./element.ts";
import { openForm } from "./form-dialog.ts";
import { logView } from "./log-view.ts";
import { plainWords } from "./markdown.ts";
import type { MessageDeeds } from "./message-view.ts";
import { offline, readAloud, toast } from "./notices.ts";
import { themePictures } from "./picture-view.ts";
import {
  type FormSpot,
  introduce,
  listen,
  onIntroduced,
  onRefusal,
  ownName,
  pageStart,
  placeOf,
  type Spot,
  sendForm,
  sendPick,
  sendPress,
  sendText,
  spotOf,
  token,
} from "./server.ts";
import { showChannels, showPeople, showSettings } from "./sidebar.ts";
import { askName } from "./who.ts";
import { currentLocale, onWords, say, startWords } from "./words.ts";

interface View {
  readonly start: PageStart;
  me: WirePerson;
  channel: string;
  thread: number | undefined;
  messages: Map<number, WireMessage>;
  people: readonly WirePerson[];
  readonly unread: Set<string>;
}

async function boot(): Promise<void> {
  const start = await pageStart();
  startWords(start.words);
  onRefusal(toast);
  const known = token() === "" ? undefined : await introduce(ownName());
  const me = known ?? (await askName(true, start.nameLimit));
  if (me === undefined) return;
  const view: View = {
    start,
    me,
    channel: start.channels[0] ?? "",
    thread: undefined,
    messages: new Map(),
    people: [me],
    unread: new Set(),
  };
  byId("app").hidden = false;
  run(view);
}

function run(view: View): void {
  const deeds: MessageDeeds = {
    press: async (on, { press }) => {
      opened(await sendPress(on.id, press), placeOf(on));
      // What hangs on this message is answered in its thread.
      if (on.title !== undefined && on.thread === undefined) openThread(on.id);
    },
    choose: async (on, { press }, value) => opened(await sendPress(on.id, press, value), placeOf(on)),
    menus: view.start.menus,
    pick: async (on, name) => opened(await sendPick(on.id, name), spotOf(on)),
    openThread: ({ id }) => openThread(id),
  };
  const log = logView(byId("log"), deeds);
  const threadLog = logView(byId("thread-log"), deeds, true);
  const { textLimit } = view.start;
  const main = composer(
    byId("write"),
    "main",
    () => say("message-to", { channel: view.channel }),
    textLimit,
    () => sending({ channel: view.channel }),
  );
  const side = composer(
    byId("thread-write"),
    "side",
    () => say("message-to-thread"),
    textLimit,
    () => sending({ channel: view.channel, ...(view.thread && { thread: view.thread }) }),
  );

  const sending =
    (spot: Spot) =>
    async (text: string): Promise<boolean> => {
      const taken = await sendText(spot, text);
      opened(taken, spot);
      return taken !== undefined;
    };
  function opened(taken: Taken | undefined, spot: FormSpot): void {
    if (taken?.thread !== undefined) openThread(taken.thread);
    const form = taken?.form;
    if (form === undefined) return;
    openForm(form, view.start, async (filled) => {
      const answer = await sendForm(spot, form.press, filled);
      if (typeof answer === "string") return answer;
      opened(answer, spot);
      return undefined;
    });
  }

  function openThread(id: number): void {
    entered(id);
    view.thread = id;
    drawThread();
    side.focus();
  }
  function closeThread(): void {
    if (!wentBack()) leaveThread();
  }
  function leaveThread(): void {
    const from = view.thread;
    view.thread = undefined;
    drawThread();
    const link = document.querySelector<HTMLElement>(`#log [data-id="${from}"] .to-thread`);
    if (link === null) main.focus();
    else link.focus();
  }
  function drawThread(): void {
    const panel = byId("thread");
    panel.hidden = view.thread === undefined;
    byId("app").classList.toggle("with-thread", !panel.hidden);
    if (view.thread === undefined) return;
    const root = view.messages.get(view.thread);
    byId("thread-name").textContent = root?.title ?? say("thread");
    threadLog.reset(inThread(view, view.thread));
  }
  function draw(): void {
    byId("channel-name").textContent = `# ${view.channel}`;
    byId("topic").textContent = say(`topic.${view.channel}`);
    const here = inChannel(view);
    byId("log").setAttribute("aria-label", say("messages", { channel: view.channel }));
    byId("thread-log").setAttribute("aria-label", say("thread-messages"));
    log.reset(here);
    welcome(view, (text) => void main.send(text));
    drawThread();
    drawSide();
    main.relabel();
  }
  function drawSide(): void {
    showChannels(view.start.channels, view.channel, view.unread, (channel) => {
      view.channel = channel;
      view.thread = undefined;
      view.unread.delete(channel);
      closeMenu();
      draw();
      main.focus();
    });
    showPeople(view.people, view.me, () => void askName(false, view.start.nameLimit));
  }

  function update(change: Update): void {
    if (change.type === "all") {
      view.messages = new Map(change.messages.map((message) => [message.id, message]));
      view.people = change.people;
      if (view.thread !== undefined && !view.messages.has(view.thread)) view.thread = undefined;
      draw();
    } else if (change.type === "people") {
      view.people = change.people;
      drawSide();
    } else if (change.type === "gone") {
      for (const id of change.ids) view.messages.delete(id);
      log.remove(change.ids);
      threadLog.remove(change.ids);
      if (view.thread !== undefined && change.ids.includes(view.thread)) closeThread();
    } else putMessage(change.message);
  }

  function putMessage(message: WireMessage): void {
    const changed = view.messages.has(message.id) && message.edited;
    view.messages.set(message.id, message);
    if (message.channel !== view.channel) {
      view.unread.add(message.channel);
      drawSide();
      return;
    }
    // What only one person sees is the answer to what they did.
    const own = message.private || message.author?.id === view.me.id || message.asked?.name === view.me.name;
    if (changed) readAloud(say("changed", { text: plainWords(message.text) }));
    if (message.thread === undefined) {
      document.querySelector(".welcome")?.remove();
      log.put(message, own);
    }
    if (view.thread !== (message.thread ?? message.id)) return;
    // Who plays follows what the others do.
    threadLog.put(message, true);
    // The thread may have been opened before its first message was here.
    byId("thread-name").textContent = view.messages.get(view.thread)?.title ?? say("thread");
  }

  followBack((thread) => {
    if (thread !== undefined && view.messages.has(thread)) openThread(thread);
    else if (view.thread !== undefined) leaveThread();
  });
  frame(main, closeThread, () => view.thread !== undefined);
  showSettings();
  let tongue = currentLocale();
  onWords(() => {
    // A new theme needs no new words; what is half read stays where it is.
    themePictures();
    if (tongue === currentLocale()) return;
    tongue = currentLocale();
    draw();
  });
  onIntroduced((me) => {
    view.me = me;
    drawSide();
  });
  draw();
  void listen(update, offline);
  main.focus();
}

const inChannel = ({ messages, channel }: View): WireMessage[] =>
  [...messages.values()].filter((message) => message.channel === channel && message.thread === undefined);

const inThread = ({ messages }: View, thread: number): WireMessage[] =>
  [...messages.values()].filter((message) => message.id === thread || message.thread === thread);

/** What an empty channel offers to begin with. */
function welcome(view: View, run: (text: string) => void): void {
  if (inChannel(view).length > 0) return;
  const steps = view.start.steps.map(({ label, text }, order) => {
    const made = element("button", { type: "button", class: order === 0 ? "step first" : "step" });
    made.append(element("strong", {}, label[currentLocale()]), element("code", {}, text));
    made.addEventListener("click", () => run(text));
    return made;
  });
  byId("log").append(
    element(
      "section",
      { class: "welcome" },
      element("img", { src: "/icon.svg", alt: "", width: 56, height: 56 }),
      element("h2", {}, say("empty-title")),
      element("p", {}, say("empty-text")),
      element("div", { class: "steps" }, ...steps),
    ),
  );
}

/** The parts around the messages: menu on a phone, thread's close button, keys. */
function frame(main: Composer, closeThread: () => void, threadOpen: () => boolean): void {
  const menu = byId("menu");
  const close = byId("close-thread");
  onWords(() => {
    menu.replaceChildren(icon("menu"));
    menu.setAttribute("aria-label", say("menu"));
    close.replaceChildren(icon("close"));
    close.setAttribute("aria-label", say("close-thread"));
  });
  menu.addEventListener("click", () => setMenu(menu.getAttribute("aria-expanded") !== "true"));
  byId("veil").addEventListener("click", closeMenu);
  close.addEventListener("click", closeThread);
  byId("viewer").addEventListener("click", (event) => {
    if (event.target === event.currentTarget) (byId("viewer") as HTMLDialogElement).close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
    const at = event.target as HTMLElement;
    const typing = at.matches("input, textarea");
    if (event.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
      closeMenu();
      menu.focus();
    } else if (event.key === "Escape" && threadOpen() && closes(at)) closeThread();
    else if (event.key === "/" && !typing) {
      event.preventDefault();
      main.fill("/");
    }
  });
}

/** Whoever is busy with the channel itself keeps the thread beside it. */
const closes = (at: HTMLElement): boolean => at === document.body || byId("thread").contains(at);

const closeMenu = (): void => setMenu(false);

function setMenu(open: boolean): void {
  byId("menu").setAttribute("aria-expanded", String(open));
  byId("app").classList.toggle("with-menu", open);
  if (open) byId("side").querySelector("button")?.focus();
}

void boot();
