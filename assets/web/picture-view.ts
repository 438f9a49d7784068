/** A message's picture: in full size, in words, and, where it can move, moving or still. */
import type { WirePicture } from "../../src/platforms/web/wire.ts";
import { element, icon } from "./element.ts";
import { ownAddress } from "./server.ts";
import { say, shownTheme } from "./words.ts";

export function pictureView(picture: WirePicture, isPrivate: boolean): HTMLElement {
  // What was painted for another theme: somebody else's, or their own before they chose this one.
  const address = (url: string): string => {
    const other = picture.theme === undefined || picture.theme === shownTheme() ? undefined : shownTheme();
    return ownAddress(url, isPrivate, other);
  };
  const { width, height, alt } = picture;
  const image = element("img", {
    src: address(picture.url),
    alt,
    width,
    height,
    decoding: "async",
    loading: "lazy",
  });
  const words = element("pre", { class: "words", hidden: true, tabindex: 0 }, alt);
  const toggle = element("button", { type: "button", class: "quiet to-words", "aria-expanded": "false" });
  const show = (open: boolean): void => {
    words.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.replaceChildren(icon("text"), say(open ? "as-picture" : "as-text"));
  };
  show(false);
  toggle.addEventListener("click", () => show(words.hidden !== false));
  const zoom = element(
    "button",
    { type: "button", class: "zoom", "aria-label": say("full-size", { name: picture.name }) },
    image,
  );
  // Seen by whoever would not think of pressing a picture; the picture itself is the button.
  const hint = element(
    "span",
    { class: "quiet enlarge", "aria-hidden": "true" },
    icon("enlarge"),
    say("enlarge"),
  );
  for (const part of [zoom, hint]) part.addEventListener("click", () => openViewer(image.src, picture));
  // A picture that cannot be had any more: the same thing in words stays.
  image.addEventListener("error", () => {
    zoom.hidden = true;
    hint.hidden = true;
    show(true);
  });
  let source = picture.url;
  const showNow = (): void => {
    // The same address again would load it again.
    if (image.getAttribute("src") !== address(source)) image.src = address(source);
  };
  const { url, movingUrl } = picture;
  const moves =
    movingUrl === undefined
      ? undefined
      : motionToggle((moving) => {
          source = moving ? movingUrl : url;
          showNow();
        });
  const caption = element("figcaption", {}, hint, moves, toggle);
  const figure = element("figure", { class: "picture" }, zoom, caption, words);
  figure.addEventListener(THEMED, showNow);
  return figure;
}

/** Told to a picture when the page has got another theme. */
const THEMED = "themed";

export function themePictures(): void {
  for (const picture of document.querySelectorAll(".picture")) picture.dispatchEvent(new Event(THEMED));
}

/** It moves at once, unless the person has asked all pages for less motion; either way one press changes it. */
function motionToggle(set: (moving: boolean) => void): HTMLElement {
  const made = element("button", { type: "button", class: "quiet" });
  let moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (): void => {
    set(moves);
    made.replaceChildren(icon(moves ? "stop" : "play"), say(moves ? "stop" : "play"));
  };
  made.addEventListener("click", () => {
    moves = !moves;
    show();
  });
  show();
  return made;
}

function openViewer(source: string, { alt, width, height }: WirePicture): void {
  const viewer = document.getElementById("viewer") as HTMLDialogElement;
  const close = element(
    "button",
    { type: "button", class: "icon", "aria-label": say("close") },
    icon("close"),
  );
  close.addEventListener("click", () => viewer.close());
  viewer.replaceChildren(
    close,
    element("div", { class: "stage", tabindex: 0 }, element("img", { src: source, alt, width, height })),
  );
  viewer.showModal();
}
