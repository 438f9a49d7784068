/** A list of messages that stays in order, keeps its place, and keeps the focus where a message is replaced. */
import type { WireMessage } from "../../src/platforms/web/wire.ts";
import { type MessageDeeds, messageView } from "./message-view.ts";

const CLOSE_MS = 5 * 60_000;
const NEAR_END = 120;

export interface LogView {
  /** Shows exactly these, e.g. after a change of channel or language. */
  reset(messages: readonly WireMessage[]): void;
  /** One more, or one in place of an earlier one. @param own whoever looks on asked for it, and wants to see it. */
  put(message: WireMessage, own: boolean): void;
  remove(ids: readonly number[]): void;
}

export function logView(log: HTMLElement, deeds: MessageDeeds, inThread = false): LogView {
  let shown: WireMessage[] = [];
  // Scrolled by keyboard too, in every browser.
  log.tabIndex = 0;
  const atEnd = (): boolean => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  const toEnd = (): void => void log.scrollTo({ top: log.scrollHeight });

  const view = (message: WireMessage, own = false): HTMLElement => {
    const before = shown[shown.findIndex(({ id }) => id === message.id) - 1];
    const made = messageView(message, follows(message, before), deeds, inThread);
    // A picture takes its room when it arrives: whoever was at the end stays there.
    const stay = atEnd() || own;
    for (const image of made.querySelectorAll("img")) {
      image.addEventListener("load", () => (stay ? toEnd() : undefined), { once: true });
    }
    return made;
  };

  return {
    reset(messages) {
      shown = inOrder(messages);
      log.replaceChildren(...shown.map((message) => view(message)));
      toEnd();
    },
    put(message, own) {
      const stay = atEnd();
      const old = log.querySelector<HTMLElement>(`[data-id="${message.id}"]`);
      const at = shown.findIndex(({ id }) => id === message.id);
      if (old !== null && at >= 0) {
        shown[at] = message;
        const made = view(message);
        replace(old, made);
        if (message.under !== undefined && own) made.scrollIntoView({ block: "nearest" });
        return;
      }
      const card = log.querySelector<HTMLElement>(`[data-id="${message.under}"]`);
      shown = inOrder([...shown, message]);
      const made = view(message, own && card === null);
      if (card === null) {
        log.append(made);
        if (stay || own) toEnd();
      } else {
        // Below the card that was pressed, which stays in sight.
        card.after(made);
        if (own) made.scrollIntoView({ block: "nearest" });
      }
    },
    remove(ids) {
      shown = shown.filter(({ id }) => !ids.includes(id));
      for (const id of ids) log.querySelector(`[data-id="${id}"]`)?.remove();
    },
  };
}

/** A note stands below its message, wherever that is. */
function inOrder(messages: readonly WireMessage[]): WireMessage[] {
  const ids = new Set(messages.map(({ id }) => id));
  const isNote = ({ under }: WireMessage): boolean => under !== undefined && ids.has(under);
  return messages
    .filter((message) => !isNote(message))
    .flatMap((message) => [message, ...messages.filter(({ under }) => under === message.id)]);
}

/** Whoever works with the keyboard stays on the button they have just pressed. */
function replace(old: HTMLElement, made: HTMLElement): void {
  const active = document.activeElement;
  const had = old.contains(active);
  // Whoever is in an open list is at the button that it hangs on.
  const at = active?.closest(".dropdown")?.querySelector("button") ?? active;
  const focused = [...old.querySelectorAll("button")].indexOf(at as HTMLButtonElement);
  const openWords = old.querySelector<HTMLElement>(".words")?.hidden === false;
  old.replaceWith(made);
  if (openWords) made.querySelector<HTMLButtonElement>(".to-words")?.click();
  if (!had) return;
  const free = [...made.querySelectorAll("button")].map((button) => (button.disabled ? undefined : button));
  const same = free.find((button) => button?.textContent === at?.textContent);
  const to = same ?? free[focused] ?? onward(made) ?? free.find((button) => button !== undefined);
  if (to === undefined) made.tabIndex = -1;
  (to ?? made).focus({ preventScroll: true });
}

/** What the message wants pressed next, else the first of its buttons: its picture comes before them. */
const onward = (made: HTMLElement): HTMLButtonElement | undefined =>
  made.querySelector<HTMLButtonElement>(".deed.primary:enabled") ??
  made.querySelector<HTMLButtonElement>(".deed:enabled") ??
  undefined;

function follows(message: WireMessage, before: WireMessage | undefined): boolean {
  if (before === undefined || message.private || before.private) return false;
  if (message.asked !== undefined || message.sharedBy !== undefined) return false;
  if (message.title !== undefined || before.replies > 0) return false;
  return before.author?.id === message.author?.id && message.at - before.at < CLOSE_MS;
}
