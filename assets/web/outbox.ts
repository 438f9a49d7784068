/** What is on its way to the server, above the field in which it was written, and what never got there. */
import { element, icon } from "./element.ts";
import { say } from "./words.ts";

/** What is quicker needs no word: it would only flicker. */
const SLOW_MS = 300;

/** Gives false where the text was not taken. */
export type Send = (text: string) => Promise<boolean>;

export interface Outbox {
  readonly panel: HTMLElement;
  carry(text: string, send: Send): Promise<boolean>;
  /** Keeps what was not taken, to be sent again to where it was meant for. */
  keep(text: string, send: Send): void;
}

export function outbox(): Outbox {
  // Read aloud, politely, when a line comes.
  const panel = element("div", { class: "outbox", role: "status" });

  async function carry(text: string, send: Send): Promise<boolean> {
    const line = lineOf("sending", text);
    line.prepend(element("span", { class: "moving", "aria-hidden": "true" }));
    const slow = setTimeout(() => panel.append(line), SLOW_MS);
    try {
      return await send(text);
    } finally {
      clearTimeout(slow);
      line.remove();
    }
  }

  function keep(text: string, send: Send): void {
    const line = lineOf("unsent", text);
    const again = element("button", { type: "button", class: "quiet" }, say("send-again"));
    const away = element(
      "button",
      { type: "button", class: "icon", "aria-label": say("discard") },
      icon("close"),
    );
    line.append(again, away);
    again.addEventListener("click", async () => {
      line.remove();
      if (!(await carry(text, send))) keep(text, send);
    });
    away.addEventListener("click", () => line.remove());
    panel.append(line);
  }

  return { panel, carry, keep };
}

const lineOf = (key: string, text: string): HTMLElement =>
  element("p", { class: key }, element("span", {}, say(key)), element("code", {}, text));
