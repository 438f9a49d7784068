/** A message's file, to be downloaded. */
import type { WireFile } from "../../src/platforms/web/wire.ts";
import { element, icon } from "./element.ts";
import { ownAddress } from "./server.ts";
import { currentLocale, say } from "./words.ts";

const KIB = 1_024;

export function fileLink({ url, name, bytes }: WireFile, isPrivate: boolean): HTMLElement {
  if (url === undefined) {
    return element(
      "p",
      { class: "file gone" },
      element("span", { class: "name" }, say("file-gone", { name })),
    );
  }
  const size = say("file-size", {
    size: Math.max(1, Math.round(bytes / KIB)).toLocaleString(currentLocale()),
  });
  return element(
    "a",
    { class: "file", href: ownAddress(url, isPrivate), download: name },
    icon("save"),
    element("span", { class: "name" }, name),
    element("span", { class: "size" }, size),
  );
}
