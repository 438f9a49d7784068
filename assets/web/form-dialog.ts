/** A form to fill in, over the page. What is missing is said at its field; what the server refuses, at the end. */
import type { PageStart, WireField, WireForm } from "../../src/platforms/web/wire.ts";
import { byId, element } from "./element.ts";
import type { Filled } from "./server.ts";
import { say } from "./words.ts";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

type Limits = Pick<PageStart, "fieldLimit" | "fileLimit" | "fileEndings">;

interface Question {
  readonly name: string;
  readonly isFile: boolean;
  readonly control: Control;
  readonly row: HTMLElement;
  /** Whether something stands there that has to; what is missing is said. */
  check(): boolean;
}

const LINES = 5;

/** `send` gives the sentence with which the form was refused; it then stays open. */
export function openForm(
  { title, fields }: WireForm,
  limits: Limits,
  send: (filled: Filled) => Promise<string | undefined>,
): void {
  const dialog = byId("form") as HTMLDialogElement;
  const questions = fields.map((field) => questionOf(field, limits));
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
    const filled = (files: boolean) =>
      Object.fromEntries(
        questions.flatMap(({ name, isFile, control: { value } }) =>
          isFile === files && (!files || value.trim() !== "") ? [[name, value]] : [],
        ),
      );
    void send({ fields: filled(false), files: filled(true) }).then((why) => {
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

function questionOf(field: WireField, limits: Limits): Question {
  const { name, label, kind, hint, required } = field;
  const id = `form-${name}`;
  const control = controlOf(field, limits);
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
  const chooser = kind === "file" ? chooserFor(control, limits, complain) : undefined;
  return {
    name,
    isFile: kind === "file",
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
      chooser,
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

/** Puts the text of a chosen file where it can be read and changed; it can be pasted there as well. */
function chooserFor(
  control: Control,
  { fileLimit, fileEndings }: Limits,
  complain: (sentence: string) => void,
): HTMLElement {
  const chooser = element("input", {
    type: "file",
    accept: fileEndings.join(","),
    "aria-label": say("file"),
  });
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files ?? [];
    if (file === undefined) return;
    const text = file.size > fileLimit ? undefined : await textOf(file);
    if (text !== undefined) control.value = text;
    complain(text === undefined ? say("file-refused", { max: fileLimit / 1_024 }) : "");
  });
  return chooser;
}

/** `undefined`: it is no text. */
async function textOf(file: File): Promise<string | undefined> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function controlOf({ kind, value = "", choices = [], required }: WireField, { fieldLimit }: Limits): Control {
  if (kind === "line") return element("input", { maxlength: fieldLimit, autocomplete: "off", value });
  if (kind !== "choice") {
    const most = kind === "text" ? { maxlength: fieldLimit } : {};
    const made = element("textarea", { rows: LINES, ...most });
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
