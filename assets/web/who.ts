/** Asks for a name: at the first visit, and when somebody wants another. */
import type { WirePerson } from "../../src/platforms/web/wire.ts";
import { byId, element } from "./element.ts";
import { introduce, ownName } from "./server.ts";
import { languageChoice } from "./sidebar.ts";
import { onWords, say } from "./words.ts";

/** `first`: there is no way around it yet. */
export function askName(first: boolean, nameLimit: number): Promise<WirePerson | undefined> {
  const dialog = byId("who") as HTMLDialogElement;
  return new Promise((resolve) => {
    let named = false;
    const field = element("input", {
      id: "name",
      maxlength: nameLimit,
      autocomplete: "nickname",
      required: true,
      value: ownName(),
    });
    const form = element("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void introduce(field.value).then((me) => {
        if (me === undefined) return field.focus();
        named = true;
        dialog.close();
        resolve(me);
      });
    });
    // A browser lets a second Escape through whatever "cancel" says; so the close itself decides.
    dialog.onclose = () => {
      if (named) return;
      if (first) dialog.showModal();
      else resolve(undefined);
    };
    const draw = (): void => {
      form.replaceChildren(
        ...(first ? [element("img", { src: "/icon.svg", alt: "", width: 48, height: 48 })] : []),
        element("h2", { id: "who-title" }, say(first ? "welcome" : "rename")),
        ...(first ? [element("p", {}, say("welcome-text"))] : []),
        element("label", { for: "name" }, say("name")),
        field,
        element("button", { class: "deed primary", type: "submit" }, say(first ? "enter" : "save")),
        ...(first ? [languageChoice()] : []),
      );
    };
    dialog.replaceChildren(form);
    dialog.setAttribute("aria-labelledby", "who-title");
    onWords(() => (form.isConnected ? draw() : undefined));
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
  });
}
