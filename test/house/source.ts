import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** One parsed file. Paths are relative to the checkout, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly Node[];
  lineOf(offset: number): number;
}

/** A syntax node, as loosely typed as a walk over all kinds of nodes needs. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Import {
  readonly line: number;
  /** "src/simulator/tcp/seqnum.ts", "node:fs" or "canvas". */
  readonly target: string;
  readonly typeOnly: boolean;
}

export function parseSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const lineOf = (offset: number) => lineStarts.findLastIndex((start) => start <= offset) + 1;
  return { path, text, nodes: walk(program), lineOf };
}

export function importsOf(source: Source): Import[] {
  return source.nodes.flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return [];
    const target = targetOf(source.path, specifier);
    return [{ line: source.lineOf(node.start), target, typeOnly: isTypeOnly(node) }];
  });
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** The node and all within it, in the order of the text. One list for all: a file has ten thousand of them. */
function walk(value: unknown, into: Node[] = []): Node[] {
  if (Array.isArray(value)) for (const one of value) walk(one, into);
  else if (isNode(value)) {
    into.push(value);
    for (const inner of Object.values(value)) walk(inner, into);
  }
  return into;
}

const importing = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function specifierOf(node: Node): string | undefined {
  if (!importing.has(node.type) || !isNode(node.source)) return undefined;
  return typeof node.source.value === "string" ? node.source.value : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType") return true;
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const named = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return named.length > 0 && named.every((one) => one.importKind === "type" || one.exportKind === "type");
}

function targetOf(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
