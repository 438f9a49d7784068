/**
 * A folder of YAML files, each a list of entries → checked entries. A fault costs the entry it is in, never
 * the others, and says file, line, path and what is wrong there.
 */
import { readdirSync, readFileSync } from "node:fs";
import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
} from "yaml";
import type * as z from "zod";
import { asset, readOut } from "../checkout.ts";

export interface Fault {
  /** Name within the folder. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The entry by its id, or by its place where it has none, and what in it: `syn-sent.ko.text`, `[3].id`. */
  readonly path: string;
  readonly message: string;
}

export interface Entries<T> {
  /** In the order of the file names, then as they stand in the file. */
  readonly entries: readonly T[];
  readonly faults: readonly Fault[];
}

/**
 * Reads every `*.yaml` right in that folder of `assets`. Objects should be `z.strictObject`, so that a mistyped key is a
 * fault.
 */
export function readEntries<S extends z.ZodType>(folder: string, schema: S): Entries<z.output<S>> {
  const read = listed(folder).map(
    (file) =>
      prepared<z.output<S>>(folder, file) ??
      parseEntries(file, readFileSync(asset(folder, file), "utf8"), schema),
  );
  return {
    entries: read.flatMap(({ entries }) => entries),
    faults: read.flatMap(({ faults }) => faults),
  };
}

/** The files of that folder of `assets`, in the order in which they are read. */
export const listed = (folder: string): string[] =>
  readdirSync(asset(folder))
    .filter((file) => file.endsWith(".yaml"))
    .sort();

/**
 * What was read and checked when the code was built (`built-lists.ts`); undefined: it was not, or something is wrong, and
 * the file itself tells what.
 */
export function prepared<T>(folder: string, file: string): Entries<T> | undefined {
  const json = readOut(folder, file);
  return json === undefined
    ? undefined
    : { entries: JSON.parse(readFileSync(json, "utf8")) as T[], faults: [] };
}

/** One file's text; `file` is only a name for the faults. */
export function parseEntries<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
): Entries<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const faults: Fault[] = document.errors.map(({ pos, message }) => ({
    file,
    line: lineAt(pos[0]),
    path: "",
    message: firstLine(message),
  }));
  const list = document.contents;
  if (!isSeq(list)) {
    if (faults.length === 0) faults.push({ file, line: 1, path: "", message: "is not a list of entries" });
    return { entries: [], faults };
  }
  // Behind a mistake in the syntax nobody knows what belongs to what; a key given twice spoils its entry alone.
  const broken = document.errors.filter(({ code }) => code !== "DUPLICATE_KEY").map(({ pos }) => pos[0]);
  const twice = document.errors.filter(({ code }) => code === "DUPLICATE_KEY").map(({ pos }) => pos[0]);
  const entries: z.output<S>[] = [];
  for (const [order, node] of (list.items as Node[]).entries()) {
    const [start, , end] = node.range ?? [0, 0, 0];
    if (broken.some((at) => at <= end) || twice.some((at) => at >= start && at < end)) continue;
    const value = plain(node, document);
    if (value instanceof Error) {
      faults.push({ file, line: lineAt(start), path: `[${order}]`, message: value.message });
      continue;
    }
    const read = schema.safeParse(value);
    if (read.success) entries.push(read.data);
    else faults.push(...faultsOf(read.error.issues, node, order));
  }
  return { entries, faults: faults.sort((a, b) => a.line - b.line) };

  function faultsOf(issues: readonly z.core.$ZodIssue[], node: Node, order: number): Fault[] {
    const name = isMap(node) && typeof node.get("id") === "string" ? String(node.get("id")) : `[${order}]`;
    return issues.flatMap(spelledOut).map(({ path, message }) => ({
      file,
      line: lineAt(offsetOf(node, path)),
      path: written(name, path),
      message,
    }));
  }
}

/** What `parseEntries` reads. Long sentences stay on their line. */
export const writeEntries = (entries: readonly object[]): string => stringify(entries, { lineWidth: 0 });

/** An alias without its anchor shows only here. */
function plain(node: Node, document: Document): unknown {
  try {
    return node.toJS(document);
  } catch (error) {
    return error;
  }
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Zod's issues, with keys that do not exist taken apart, and a missing value called so. */
function spelledOut(issue: z.core.$ZodIssue): Issue[] {
  const { path, message } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: "is not a known key" }));
  }
  const missing = issue.code === "invalid_type" && / received undefined$/u.test(message);
  return [{ path, message: missing ? `is missing (expected ${issue.expected})` : message }];
}

/** Where the value stands; of a missing one, where the thing stands that should hold it. */
function offsetOf(entry: Node, path: readonly PropertyKey[]): number {
  let node: unknown = entry;
  let offset = entry.range?.[0] ?? 0;
  for (const step of path) {
    if (!isCollection(node)) break;
    const key = isMap(node) ? node.items.find((pair) => keyOf(pair.key) === String(step))?.key : undefined;
    node = node.get(isSeq(node) ? Number(step) : String(step), true);
    const at = (key as Node | undefined)?.range?.[0] ?? (node as Node | undefined)?.range?.[0];
    if (at === undefined) break;
    offset = at;
  }
  return offset;
}

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

const written = (name: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (whole, step) => (typeof step === "number" ? `${whole}[${step}]` : `${whole}.${String(step)}`),
    name,
  );

/** The library's messages go on with a picture of the place; the line says as much. */
const firstLine = (message: string): string =>
  (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/u, "");
