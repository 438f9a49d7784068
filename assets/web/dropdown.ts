/** A button with a list of entries below it: arrows move, letters jump, Enter chooses, Escape closes. */
import { element } from "./element.ts";

export interface Entry {
  readonly value: string;
  readonly label: string;
  readonly summary?: string;
}

/** `listbox`: one of several values. `menu`: one of several things to do. */
type Kind = "listbox" | "menu";

const ENTRY = { listbox: "option", menu: "menuitem" } as const;

/** `choose` is told the value, and while it works the button is busy. */
export function dropdown(
  kind: Kind,
  button: HTMLButtonElement,
  name: string,
  entries: readonly Entry[],
  choose: (value: string) => Promise<void>,
): HTMLElement {
  const options = entries.map(({ label, summary }) =>
    element(
      "li",
      { role: ENTRY[kind], tabindex: -1, "aria-selected": kind === "listbox" ? "false" : undefined },
      element("span", {}, label),
      summary === undefined ? undefined : element("small", {}, summary),
    ),
  );
  const list = element("ul", { role: kind, "aria-label": name, hidden: true }, ...options);
  const whole = element("div", { class: "dropdown" }, button, list);
  button.setAttribute("aria-haspopup", kind);

  const show = (open: boolean): void => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    // At the right edge of a phone it opens towards the left.
    list.classList.remove("to-left");
    list.classList.toggle("to-left", list.getBoundingClientRect().right > document.body.clientWidth - EDGE);
    list.scrollIntoView({ block: "nearest" });
  };
  const open = (at: number): void => {
    if (button.getAttribute("aria-busy") === "true") return;
    show(true);
    options.at(at)?.focus();
  };
  const close = (): void => {
    show(false);
    button.focus();
  };
  function take(at: number): void {
    const entry = entries[at];
    close();
    if (entry === undefined || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    void choose(entry.value).finally(() => button.removeAttribute("aria-busy"));
  }

  show(false);
  button.addEventListener("click", () => (list.hidden ? open(0) : close()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowDown" ? 0 : -1);
  });
  options.forEach((option, at) => {
    option.addEventListener("click", () => take(at));
  });
  list.addEventListener("keydown", (event) => {
    const at = options.indexOf(document.activeElement as HTMLLIElement);
    if (event.key === "Enter" || event.key === " ") take(at);
    else if (event.key === "Escape") close();
    else {
      const next = nextOf(event, at, entries);
      if (next === undefined) return;
      options.at(next)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  });
  // Tab and a click elsewhere leave it.
  whole.addEventListener("focusout", ({ relatedTarget }) => {
    if (!whole.contains(relatedTarget as Node | null)) show(false);
  });
  return whole;
}

const EDGE = 8;

/** Where a key leads from entry `at`; `undefined` where it leads nowhere. */
function nextOf(event: KeyboardEvent, at: number, entries: readonly Entry[]): number | undefined {
  if (event.key === "ArrowDown") return (at + 1) % entries.length;
  if (event.key === "ArrowUp") return at - 1;
  if (event.key === "Home") return 0;
  if (event.key === "End") return -1;
  if ([...event.key].length > 1 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const letter = event.key.toLowerCase();
  const from = entries.map((_, step) => (at + 1 + step) % entries.length);
  return from.find((one) => entries[one]?.label.toLowerCase().startsWith(letter));
}
