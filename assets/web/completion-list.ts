/** The list above the field: arrows choose, Tab inserts, Enter inserts what is chosen, Escape closes. */
import type { Completion } from "../../src/chat/completion.ts";
import { element } from "./element.ts";
import { say } from "./words.ts";

export interface CompletionList {
  readonly panel: HTMLElement;
  show(found: Completion): void;
  close(): void;
  /** Whether the key was for the list. */
  key(event: KeyboardEvent): boolean;
}

type Accept = (from: number, to: number, insert: string) => void;

export function completionList(field: HTMLTextAreaElement, id: string, accept: Accept): CompletionList {
  const list = element("ul", { id, role: "listbox" });
  const hint = element("p", { class: "hint" });
  const panel = element("div", { class: "completion", hidden: true }, list, hint);
  let current: Completion | undefined;
  let shownFor = "";
  const standing = (): string => `${field.selectionStart} ${field.value}`;
  let chosen = -1;

  function choose(index: number): void {
    chosen = index;
    [...list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === chosen));
      if (at === chosen) option.scrollIntoView({ block: "nearest" });
    });
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${id}-${chosen}`);
  }

  function take(index: number): void {
    const item = current?.items[index];
    if (current !== undefined && item !== undefined) accept(current.from, current.to, item.insert);
  }

  function close(): void {
    current = undefined;
    panel.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show(found: Completion): void {
    if (found.items.length === 0 && found.hint === undefined) {
      close();
      return;
    }
    current = found;
    shownFor = standing();
    list.setAttribute("aria-label", say("commands"));
    list.hidden = found.items.length === 0;
    list.replaceChildren(...found.items.map((item, at) => option(item.label, item.summary, at)));
    hint.replaceChildren(
      element("span", {}, found.hint ?? ""),
      element("span", { class: "keys" }, say("keys")),
    );
    panel.hidden = false;
    field.setAttribute("aria-expanded", String(found.items.length > 0));
    choose(startsWithTyped(found) ? 0 : -1);
  }

  /** A word half typed has its likeliest end chosen, so that Enter finishes it before it sends. */
  function startsWithTyped({ from, to, items }: Completion): boolean {
    const typed = field.value.slice(from, to);
    const first = items[0]?.insert.trim() ?? "";
    const whole = items.some(({ insert }) => insert.trim() === typed);
    return typed !== "" && !typed.endsWith("=") && !whole && first.startsWith(typed);
  }

  function option(label: string, summary: string, at: number): HTMLElement {
    const made = element("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false" });
    made.append(element("code", {}, label), element("span", {}, summary));
    // Not "click": the field must not lose the focus on the way.
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => take(at));
    return made;
  }

  /** The list still counts where the letters typed since are the start of an item. */
  function keyAhead(event: KeyboardEvent): boolean {
    const end = field.selectionStart;
    const typed = field.value.slice(current?.from ?? end, end);
    const fits = (current?.items ?? []).filter(({ insert }) => typed !== "" && insert.startsWith(typed));
    const item = fits.find((one) => one === current?.items[chosen]) ?? fits[0];
    // A word is whole with or without the space that its insertion brought along.
    const going = item !== undefined && fits.every(({ insert }) => insert.trim() !== typed.trim());
    if (event.key !== "Tab" && !(event.key === "Enter" && going && !event.shiftKey)) return false;
    event.preventDefault();
    if (current !== undefined && going) accept(current.from, end, item.insert);
    return true;
  }

  function key(event: KeyboardEvent): boolean {
    const count = current?.items.length ?? 0;
    if (current === undefined) return false;
    // Fast fingers are ahead of the list: what it offers was for an earlier text.
    if (shownFor !== standing() && event.key !== "Escape") return keyAhead(event);
    if (event.key === "Escape") close();
    else if (count === 0) return false;
    else if (event.key === "ArrowDown") choose(chosen + 1 >= count ? 0 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen <= 0 ? count - 1 : chosen - 1);
    else if (event.key === "Tab" && !event.shiftKey) take(Math.max(chosen, 0));
    else if (event.key === "Enter" && !event.shiftKey && chosen >= 0) take(chosen);
    else return false;
    event.preventDefault();
    return true;
  }

  return { panel, show, close, key };
}
