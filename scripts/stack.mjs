// Stacks of built code, told by line and column of the sources. Node does that itself where it is asked to, and then reads
// every map at each start; here a map is read once something has gone wrong there.
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** By the address of what was built; null = it has no map. */
const maps = new Map();

export function tellBySources() {
  Error.prepareStackTrace = (error, frames) =>
    [headOf(error), ...frames.map((frame) => `    at ${told(frame)}`)].join("\n");
}

function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function told(frame) {
  const url = frame.getFileName();
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const origin = url?.startsWith("file:") ? mapOf(url)?.findOrigin(line, column) : undefined;
  if (origin?.fileName === undefined) return `${frame}`;
  const { fileName, lineNumber, columnNumber } = origin;
  const file = path.resolve(path.dirname(fileURLToPath(url)), fileName);
  return `${frame}`.replace(`${url}:${line}:${column}`, `${file}:${lineNumber}:${columnNumber}`);
}

function mapOf(url) {
  if (!maps.has(url)) maps.set(url, readMap(url));
  return maps.get(url);
}

function readMap(url) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, "utf8")));
  } catch {
    return null;
  }
}
