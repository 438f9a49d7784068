/** A form to fill in, over the page. What is missing is said at its field; what the server refuses, at the end. */
import type { WireField, WireForm } from "../../src/platforms/web/wire.ts";
import { byId, element } from "./element.ts";
import { say } from "./words.ts";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Question {
  readonly name: string;
  readonly control: Control;
  readonly row: HTMLElement;
  /** Whether something stands there that has to; what is missing is said. */
  check(): boolean;
}

const LINES = 5;

/** `send` gives the sentence with which the form was refused; it then stays open. */
export function openForm(
  { title, fields }: WireForm,
  fieldLimit: number,
  send: (filled: Readonly<Record<string, string>>) => Promise<string | undefined>,
): void {
  const dialog = byId("form") as HTMLDialogElement;
  const questions = fields.map((field) => questionOf(field, fieldLimit));
  const refusal = element("p", { class: "wrong", role: "alert" });
  const submit = element("button", { class: "deed primary", type: "submit" }, say("send"));
  const cancel = element("button", { class: "deed", type: "button" }, say("cancel"));
  // What is wrong is said in the page's language, and not by the browser in its own.
  const form = element(
    "form",
    { novalidate: true },
    element("h2", { id: "form-title" }, title),
    ...questions.map(({ row }) => row),
    refusal,
    element("div", { class: "row" }, submit, cancel),
  );
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true") return;
    const wrong = questions.filter((question) => !question.check());
    if (wrong[0] !== undefined) return wrong[0].control.focus();
    submit.setAttribute("aria-busy", "true");
    refusal.textContent = "";
    const filled = Object.fromEntries(questions.map(({ name, control }) => [name, control.value]));
    void send(filled).then((why) => {
      submit.removeAttribute("aria-busy");
      if (why === undefined && form.isConnected) dialog.close();
      refusal.textContent = why ?? "";
    });
  });
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-labelledby", "form-title");
  if (!dialog.open) dialog.showModal();
  questions[0]?.control.focus();
}

function questionOf(field: WireField, fieldLimit: number): Question {
  const { name, label, kind, hint, required } = field;
  const id = `form-${name}`;
  const control = controlOf(field, fieldLimit);
  const wrong = element("p", { class: "wrong", id: `${id}-wrong` });
  const hinted =
    hint === undefined ? undefined : element("p", { class: "hint-line", id: `${id}-hint` }, hint);
  control.id = id;
  control.setAttribute("aria-required", String(required));
  control.setAttribute("aria-describedby", `${hinted === undefined ? "" : hinted.id} ${wrong.id}`.trim());
  const complain = (sentence: string): void => {
    wrong.textContent = sentence;
    control.setAttribute("aria-invalid", String(sentence !== ""));
  };
  complain("");
  control.addEventListener("input", () => complain(""));
  return {
    name,
    control,
    row: element(
      "div",
      { class: "question" },
      element(
        "label",
        { for: id },
        label,
        required ? undefined : element("small", {}, ` (${say("optional")})`),
      ),
      hinted,
      control,
      wrong,
    ),
    check() {
      const missing = required && control.value.trim() === "";
      complain(missing ? say(kind === "choice" ? "needed-choice" : "needed") : "");
      return !missing;
    },
  };
}

function controlOf({ kind, value = "", choices = [], required }: WireField, fieldLimit: number): Control {
  if (kind === "line") return element("input", { maxlength: fieldLimit, autocomplete: "off", value });
  if (kind === "text") {
    const made = element("textarea", { rows: LINES, maxlength: fieldLimit });
    made.value = value;
    return made;
  }
  // What must be chosen and is not yet starts at nothing, so that nobody sends the first by mistake.
  const none = required && value !== "" ? [] : [element("option", { value: "" }, say("pick-one"))];
  const made = element("select", {}, ...none, ...choices.map(optionOf));
  made.value = value;
  return made;
}

const optionOf = ({ value, label, summary }: NonNullable<WireField["choices"]>[number]): HTMLOptionElement =>
  element("option", { value }, summary === undefined ? label : `${label}: ${summary}`);
