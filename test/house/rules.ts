import { posix } from "node:path";
import { importTable, type Room } from "./import-table.ts";
import { importsOf, isNode, type Node, type Source } from "./source.ts";

/** "src/a.ts:12 what is wrong there" */
export type Offence = string;

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;

/** The import table, both ways: an import that it does not list, and a file that it does not know. */
export function forbiddenImports(source: Source, table: readonly Room[] = importTable): Offence[] {
  const room = roomOf(source.path, table);
  if (!room) return [`${source.path}:1 belongs to no room of test/house/import-table.ts`];
  return importsOf(source)
    .filter(({ target, typeOnly }) => !mayImport(room, target, typeOnly))
    .map(({ line, target, typeOnly }) => {
      const asType = !typeOnly && mayImport(room, target, true);
      const how = asType ? `may import only types from ${target}` : `may not import ${target}`;
      return `${source.path}:${line} ${room.at} ${how}`;
    });
}

export function longFiles(source: Source): Offence[] {
  const lines = source.text.trimEnd().split("\n").length;
  if (lines <= FILE_LINES_MAX) return [];
  return [`${source.path}:${FILE_LINES_MAX + 1} the file has ${lines} lines, the limit is ${FILE_LINES_MAX}`];
}

const functionKinds = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

export function longFunctions(source: Source): Offence[] {
  return source.nodes
    .filter((node) => functionKinds.has(node.type))
    .map((node) => ({ start: source.lineOf(node.start), end: source.lineOf(node.end) }))
    .filter(({ start, end }) => end - start + 1 > FUNCTION_LINES_MAX)
    .map(({ start, end }) => {
      return `${source.path}:${start} the function has ${end - start + 1} lines, the limit is ${FUNCTION_LINES_MAX}`;
    });
}

const clockCalls = new Set(["Date.now", "performance.now", "process.hrtime", "process.uptime"]);
const timers = new Set(["setTimeout", "setInterval", "setImmediate"]);
const randomNames = /^(random(Bytes|UUID|Int|Fill|FillSync)|getRandomValues)$/;

/** Clocks, timers and randomness. Comments and strings may speak of them; a Date made from a given time is fine. */
export function worldlyCalls(source: Source): Offence[] {
  return source.nodes.flatMap((node) => {
    const found = clockOrChance(node);
    return found
      ? [`${source.path}:${source.lineOf(node.start)} ${found} belongs to src/main.ts or a platform`]
      : [];
  });
}

/** Stricter, for code that must give the same bytes everywhere: no Date at all, no promise. */
export function impurities(source: Source): Offence[] {
  return source.nodes.flatMap((node) => {
    const found = impurity(node);
    return found ? [`${source.path}:${source.lineOf(node.start)} ${found} has no place in pure code`] : [];
  });
}

export function nodeModules(source: Source): Offence[] {
  return importsOf(source)
    .filter(({ target }) => target.startsWith("node:"))
    .map(({ line, target }) => `${source.path}:${line} the simulator runs anywhere, also without ${target}`);
}

const emptyNames = new Set(["utils", "util", "helpers", "helper", "manager", "service", "base", "types"]);

export function emptyNamesIn(path: string): Offence[] {
  // A systemd unit's ending is not ours to choose.
  const words = path
    .replace(/\.service$/u, "")
    .split("/")
    .flatMap((part) => part.split(/[.\-_]|(?=[A-Z])/));
  const empty = words.find((word) => emptyNames.has(word.toLowerCase()));
  return empty ? [`${path}:1 "${empty}" says nothing about what is inside`] : [];
}

// Spelled so that this file does not hold what it forbids.
const machinePath = new RegExp(`(?<![\\w.-])/(${["work", "root"].join("|")})/`);

export function machinePaths(path: string, text: string): Offence[] {
  return text.split("\n").flatMap((line, index) => {
    const found = machinePath.exec(line);
    return found ? [`${path}:${index + 1} ${found[0]} is a path of one machine`] : [];
  });
}

function roomOf(path: string, table: readonly Room[]): Room | undefined {
  const fitting = table.filter((room) => isWithin(path, room.at));
  return fitting.sort((a, b) => b.at.length - a.at.length)[0];
}

function mayImport(room: Room, target: string, typeOnly: boolean): boolean {
  const allowed = [room.at, ...room.values, ...(typeOnly ? (room.types ?? []) : [])];
  return allowed.some((place) => isWithin(target, place));
}

function isWithin(target: string, place: string): boolean {
  if (place === "*") return true;
  if (place === "node:") return target.startsWith("node:");
  return target === place || posix.normalize(target).startsWith(`${place}/`);
}

function clockOrChance(node: Node): string | undefined {
  if (node.type === "NewExpression" && nameOf(node.callee) === "Date" && isEmpty(node.arguments))
    return "new Date()";
  if (node.type === "CallExpression" && nameOf(node.callee) === "Date") return "Date()";
  if (node.type === "CallExpression" && timers.has(nameOf(node.callee) ?? "")) return nameOf(node.callee);
  if (node.type === "ImportSpecifier" && randomNames.test(nameOf(node.imported) ?? ""))
    return nameOf(node.imported);
  if (node.type !== "MemberExpression") return undefined;
  const property = nameOf(node.property) ?? "";
  const whole = `${nameOf(node.object)}.${property}`;
  if (clockCalls.has(whole) || whole === "Math.random" || randomNames.test(property)) return whole;
  return whole.startsWith("globalThis.") && timers.has(property) ? whole : undefined;
}

function impurity(node: Node): string | undefined {
  if (node.type === "AwaitExpression") return "await";
  if (node.async === true && functionKinds.has(node.type)) return "an async function";
  if (node.type === "NewExpression" && ["Date", "Promise"].includes(nameOf(node.callee) ?? "")) {
    return `new ${nameOf(node.callee)}`;
  }
  return undefined;
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && typeof value.name === "string" ? value.name : undefined;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
