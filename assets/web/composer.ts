/** Where people write: a field that grows, with the commands that fit what is typed. */
import { completionList } from "./completion-list.ts";
import { element, icon } from "./element.ts";
import { outbox, type Send } from "./outbox.ts";
import { askCompletion } from "./server.ts";
import { onWords, say } from "./words.ts";

export interface Composer {
  focus(): void;
  /** Puts a text there to be changed and sent. */
  fill(text: string): void;
  /** As if it had been written there. */
  send(text: string): Promise<void>;
  relabel(): void;
}

/** `aim`: who takes what is sent now, wherever people go while it is on its way. */
export function composer(
  place: HTMLElement,
  id: string,
  placeholder: () => string,
  textLimit: number,
  aim: () => Send,
): Composer {
  const field = element("textarea", {
    id: `${id}-field`,
    rows: 1,
    maxlength: textLimit,
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-options`,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "send",
  });
  const button = element("button", { type: "button", class: "icon send" }, icon("send"));
  const list = completionList(field, `${id}-options`, accept);
  const box = outbox();
  place.replaceChildren(box.panel, list.panel, element("div", { class: "field" }, field, button));

  let asked = 0;
  async function complete(): Promise<void> {
    grow();
    asked++;
    const mine = asked;
    if (!field.value.trimStart().startsWith("/")) return list.close();
    const found = await askCompletion(field.value, field.selectionStart);
    // Only the answer to what stands there now counts.
    if (found !== undefined && mine === asked) list.show(found);
  }

  function accept(from: number, to: number, insert: string): void {
    field.setRangeText(insert, from, to, "end");
    field.focus();
    void complete();
  }

  async function submit(): Promise<void> {
    const text = field.value;
    if (text.trim() === "") return;
    asked++;
    list.close();
    field.value = "";
    grow();
    await send(text);
  }

  /** What was not taken stands in the field again, unless something else stands there by now. */
  async function send(text: string): Promise<void> {
    const taker = aim();
    if (await box.carry(text, taker)) return;
    if (field.value === "") field.value = text;
    else box.keep(text, taker);
    grow();
  }

  function grow(): void {
    field.rows = Math.min(8, field.value.split("\n").length);
    button.disabled = field.value.trim() === "";
  }

  field.addEventListener("input", () => void complete());
  field.addEventListener("click", () => void complete());
  field.addEventListener("blur", () => list.close());
  field.addEventListener("keydown", (event) => {
    // Escape also calls off a list that is still on its way.
    if (event.key === "Escape") asked++;
    // While Hangul is being put together, Enter belongs to the input method.
    if (event.isComposing || list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void submit();
    }
  });
  button.addEventListener("click", () => void submit());

  const relabel = (): void => {
    field.placeholder = placeholder();
    field.setAttribute("aria-label", placeholder());
    button.setAttribute("aria-label", say("send"));
  };
  onWords(relabel);
  grow();
  return {
    focus: () => field.focus(),
    fill(text) {
      field.value = text;
      field.focus();
      void complete();
    },
    send,
    relabel,
  };
}
