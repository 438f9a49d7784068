/** The left side: channels, people, and a person's own settings. */
import type { WirePerson } from "../../src/platforms/web/wire.ts";
import { byId, element, icon } from "./element.ts";
import {
  chooseLocale,
  chooseTheme,
  currentLocale,
  currentTheme,
  type Locale,
  onWords,
  say,
  type Theme,
} from "./words.ts";

export function showChannels(
  channels: readonly string[],
  current: string,
  unread: ReadonlySet<string>,
  choose: (channel: string) => void,
): void {
  const buttons = channels.map((channel) => {
    const made = element("button", {
      type: "button",
      class: unread.has(channel) ? "channel unread" : "channel",
      "aria-current": channel === current ? "page" : undefined,
    });
    made.append(element("span", { class: "hash", "aria-hidden": "true" }, "#"), channel);
    made.addEventListener("click", () => choose(channel));
    return element("li", {}, made);
  });
  byId("channels").setAttribute("aria-label", say("channels"));
  byId("channels").replaceChildren(element("h2", {}, say("channels")), element("ul", {}, ...buttons));
}

export function showPeople(people: readonly WirePerson[], me: WirePerson, rename: () => void): void {
  const others = people.filter(({ id }) => id !== me.id);
  const own = element(
    "li",
    { class: "me" },
    element("span", { class: "dot" }),
    me.name,
    element("small", {}, say("you")),
  );
  const pen = element("button", { type: "button", class: "icon", "aria-label": say("rename") }, icon("pen"));
  pen.addEventListener("click", rename);
  own.append(pen);
  const rest = others.map(({ name }) => element("li", {}, element("span", { class: "dot" }), name));
  byId("people").replaceChildren(element("h2", {}, say("people")), element("ul", {}, own, ...rest));
}

export function showSettings(): void {
  onWords(() => {
    byId("settings").replaceChildren(
      choice(
        "theme",
        say("theme"),
        currentTheme(),
        THEMES.map((theme) => [theme, say(`theme-${theme}`)]),
        (theme) => chooseTheme(theme),
      ),
      languageChoice(),
    );
  });
}

export const languageChoice = (): HTMLElement =>
  choice<Locale>("language", say("language"), currentLocale(), TONGUES, chooseLocale);

const THEMES: readonly Theme[] = ["system", "light", "dark"];
/** Each language in its own words, so that whoever needs it can read it. */
const TONGUES: readonly (readonly [Locale, string])[] = [
  ["en", "English"],
  ["ko", "한국어"],
];

/** A row of buttons of which one is on. */
function choice<T extends string>(
  name: string,
  label: string,
  current: T,
  values: readonly (readonly [T, string])[],
  choose: (value: T) => void,
): HTMLElement {
  const buttons = values.map(([value, text]) => {
    const made = element("button", {
      type: "button",
      "data-value": value,
      "aria-pressed": String(value === current),
      lang: name === "language" ? value : undefined,
    });
    made.append(text);
    made.addEventListener("click", () => {
      // The row is drawn anew; the focus stays on the choice.
      const scope = made.closest("dialog") ?? document;
      choose(value);
      scope.querySelector<HTMLElement>(`[data-choice="${name}"] [data-value="${value}"]`)?.focus();
    });
    return made;
  });
  return element(
    "div",
    { class: "choice", role: "group", "aria-label": label, "data-choice": name },
    ...buttons,
  );
}
