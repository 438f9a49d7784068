/** What the page itself has to say: a toast for everybody, a line for whoever has it read aloud. */
import { byId } from "./element.ts";

const TOAST_MS = 6_000;
/** Letters that are read aloud of a change; the message itself can be read on. */
const ALOUD_MAX = 200;

export function readAloud(words: string): void {
  byId("status").textContent = [...words].slice(0, ALOUD_MAX).join("");
}

let toastEnd = 0;
/** Stands for as long as the connection is lost. */
let lost = "";

export function toast(sentence: string): void {
  clearTimeout(toastEnd);
  showToast(sentence);
  toastEnd = window.setTimeout(() => showToast(lost), TOAST_MS);
}

export function offline(why = ""): void {
  const shown = byId("toast").textContent;
  if (why !== "" || shown === lost) showToast(why);
  lost = why;
}

/** Said once: a sentence that is set again would be read out again. */
function showToast(sentence: string): void {
  const place = byId("toast");
  if (place.textContent !== sentence) place.textContent = sentence;
}
