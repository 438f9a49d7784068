/** The light Markdown of replies as DOM nodes: bold, code, fenced code, lists, line breaks. Nothing else. */
import { element } from "./element.ts";

export function renderMarkdown(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  const lines = text.split("\n");
  while (lines.length > 0) {
    const line = lines.shift() ?? "";
    if (line.startsWith("```")) made.append(fenced(lines));
    else if (isItem(line)) made.append(list(line, lines));
    else if (line.trim() !== "") made.append(paragraph(line, lines));
  }
  return made;
}

/** The words alone, a line each and without any mark: for what is read aloud. */
export function plainWords(text: string): string {
  const made = renderMarkdown(text);
  for (const end of made.querySelectorAll("br, p, li, pre")) end.after("\n");
  return (made.textContent ?? "").trim();
}

const isItem = (line: string): boolean => /^\s*(?:[-*]|\d+\.) /u.test(line);

function fenced(lines: string[]): HTMLElement {
  const end = lines.findIndex((line) => line.startsWith("```"));
  const inside = lines.splice(0, end < 0 ? lines.length : end + 1);
  if (end >= 0) inside.pop();
  return element("pre", { tabindex: 0 }, element("code", {}, inside.join("\n")));
}

function list(first: string, lines: string[]): HTMLElement {
  const made = element(/^\s*\d/u.test(first) ? "ol" : "ul");
  let line: string | undefined = first;
  while (line !== undefined) {
    made.append(element("li", {}, inline(line.replace(/^\s*(?:[-*]|\d+\.) /u, ""))));
    line = isItem(lines[0] ?? "") ? lines.shift() : undefined;
  }
  return made;
}

function paragraph(first: string, lines: string[]): HTMLElement {
  const made = element("p", {}, inline(first));
  while (
    lines.length > 0 &&
    lines[0]?.trim() !== "" &&
    !isItem(lines[0] ?? "") &&
    !lines[0]?.startsWith("```")
  ) {
    made.append(element("br"), inline(lines.shift() ?? ""));
  }
  return made;
}

function inline(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(/\*\*(.+?)\*\*|`([^`]+)`/gu)) {
    made.append(text.slice(from, match.index));
    // A name such as `SYN-RECEIVED` is one word to whoever reads it; a command may go on in the next line.
    const isName = /^\S{1,20}$/u.test(match[2] ?? "");
    if (match[2] !== undefined) made.append(element("code", isName ? { class: "name" } : {}, match[2]));
    else made.append(element("strong", {}, inline(match[1] ?? "")));
    from = match.index + match[0].length;
  }
  made.append(text.slice(from));
  return made;
}
