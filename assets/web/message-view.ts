/** One message as an article. */
import type { WireButton, WireMenu, WireMessage, WireSelect } from "../../src/platforms/web/wire.ts";
import { dropdown } from "./dropdown.ts";
import { element, icon } from "./element.ts";
import { fileLink } from "./file-link.ts";
import { renderMarkdown } from "./markdown.ts";
import { pictureView } from "./picture-view.ts";
import { currentLocale, say } from "./words.ts";

export interface MessageDeeds {
  press(message: WireMessage, button: WireButton): Promise<void>;
  choose(message: WireMessage, select: WireSelect, value: string): Promise<void>;
  /** What the menu of a message that carries buttons has in it. */
  readonly menus: readonly WireMenu[];
  pick(message: WireMessage, name: string): Promise<void>;
  openThread(message: WireMessage): void;
}

/** `follows`: the same author has just spoken, so name and face are left out. */
export function messageView(
  message: WireMessage,
  follows: boolean,
  deeds: MessageDeeds,
  inThread: boolean,
): HTMLElement {
  const article = element("article", {
    class: classesOf(message, follows),
    "data-id": message.id,
    "aria-label": authorName(message),
  });
  article.append(follows ? element("span", { class: "face-room" }) : face(message));
  const body = element("div", { class: "body" });
  if (message.private) body.append(element("p", { class: "only-you" }, icon("eye"), say("only-you")));
  if (message.asked !== undefined) body.append(askedLine(message.asked));
  if (message.sharedBy !== undefined) body.append(element("p", { class: "asked" }, message.sharedBy));
  if (!follows) body.append(byline(message));
  body.append(textOf(message));
  if (message.picture !== undefined) body.append(pictureView(message.picture, message.private));
  if (message.file !== undefined) body.append(fileLink(message.file, message.private));
  if (message.buttons.length + message.selects.length > 0) body.append(buttonRows(message, deeds));
  if (!inThread && !message.private && message.thread === undefined) body.append(threadLink(message, deeds));
  article.append(body);
  return article;
}

const classesOf = ({ private: hidden, under }: WireMessage, follows: boolean): string =>
  ["message", hidden && "private", under !== undefined && "note", follows && "follows"]
    .filter((name) => name !== false)
    .join(" ");

const authorName = (message: WireMessage): string => message.author?.name ?? "Ackademy";

function face(message: WireMessage): HTMLElement {
  if (message.author === undefined) {
    return element("img", { class: "face", src: "/icon.svg", alt: "", width: 36, height: 36 });
  }
  const first = [...message.author.name][0] ?? "?";
  // One of six quiet colours, the same for the same person.
  const colour = [...message.author.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
  return element(
    "span",
    { class: "face", "data-colour": colour, "aria-hidden": "true" },
    first.toUpperCase(),
  );
}

function byline(message: WireMessage): HTMLElement {
  const at = new Date(message.at);
  const time = at.toLocaleTimeString(currentLocale(), { hour: "2-digit", minute: "2-digit" });
  return element(
    "p",
    { class: "byline" },
    element("strong", {}, authorName(message)),
    message.author === undefined ? element("span", { class: "tag" }, say("bot")) : undefined,
    element("time", { datetime: at.toISOString() }, time),
  );
}

function askedLine({ name, text }: { readonly name: string; readonly text: string }): HTMLElement {
  return element("p", { class: "asked" }, say("asked", { name }), " ", element("code", {}, text));
}

function textOf(message: WireMessage): HTMLElement {
  const text = element("div", { class: "text" }, renderMarkdown(message.text));
  if (message.edited && message.under === undefined)
    text.append(element("span", { class: "edited" }, say("edited")));
  return text;
}

function buttonRows(message: WireMessage, deeds: MessageDeeds): HTMLElement {
  const selects = message.selects.map((select) =>
    element("div", { class: "row" }, selectView(message, select, deeds)),
  );
  const buttons = message.buttons.map((row) =>
    element("div", { class: "row" }, ...row.map((button) => buttonView(message, button, deeds))),
  );
  const rows = [...selects, ...buttons];
  const carries = message.selects.length > 0 || message.buttons.flat().some(({ disabled }) => !disabled);
  if (carries && deeds.menus.length > 0) rows.at(-1)?.append(menuView(message, deeds));
  return element("div", { class: "buttons" }, ...rows);
}

function selectView(message: WireMessage, select: WireSelect, deeds: MessageDeeds): HTMLElement {
  const { placeholder, choices } = select;
  const button = element("button", { type: "button", class: "deed select" }, placeholder, icon("down"));
  return dropdown("listbox", button, placeholder, choices, (value) => deeds.choose(message, select, value));
}

function menuView(message: WireMessage, deeds: MessageDeeds): HTMLElement {
  const name = say("more");
  const button = element("button", { type: "button", class: "icon more", "aria-label": name }, icon("more"));
  const entries = deeds.menus.map((menu) => ({ value: menu.name, label: menu.label[currentLocale()] }));
  return dropdown("menu", button, name, entries, (entry) => deeds.pick(message, entry));
}

function buttonView(message: WireMessage, button: WireButton, deeds: MessageDeeds): HTMLElement {
  const { label, style, disabled } = button;
  const made = element("button", { type: "button", class: `deed ${style}`, disabled }, label);
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-busy") === "true") return;
    made.setAttribute("aria-busy", "true");
    void deeds.press(message, button).finally(() => made.removeAttribute("aria-busy"));
  });
  return made;
}

function threadLink(message: WireMessage, deeds: MessageDeeds): HTMLElement {
  const used = message.replies > 0 || message.title !== undefined;
  const label =
    message.replies > 0
      ? say("replies", { count: message.replies })
      : say(message.title === undefined ? "reply-in-thread" : "open-thread");
  const made = element("button", {
    type: "button",
    class: used ? "quiet to-thread used" : "quiet to-thread",
  });
  made.append(icon("thread"), label);
  made.addEventListener("click", () => deeds.openThread(message));
  return made;
}
