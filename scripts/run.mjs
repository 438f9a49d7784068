// Runs one of our files as it was built, and builds it first where it has changed: `node scripts/run.mjs src/main.ts …`.
import { existsSync } from "node:fs";
import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { built, ROOT, use } from "./build.mjs";
import { tellBySources } from "./stack.mjs";
import { answerHelp } from "./usage.mjs";

// As process 1 of a container nothing ends us unless we do it ourselves: the kernel ignores a signal that nobody handles.
// Once the program itself listens, it is the one that says when it ends.
for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15 })) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(128 + number);
  });
}

const [file, ...words] = process.argv.slice(2);
if (file === undefined || file.startsWith("-")) {
  answerHelp("scripts/run.mjs", process.argv.slice(2));
  await built();
} else {
  const source = path.relative(ROOT, path.resolve(ROOT, file));
  answerHelp(source.replaceAll(path.sep, "/"), words);
  const target = source.replace(/\.ts$/u, ".js");
  const folder = await built();
  use(folder);
  // From Node 22 on, what was compiled at one start is there at the next.
  module.enableCompileCache?.(path.join(folder, "compiled"));
  const script = path.join(folder, target);
  if (!existsSync(script)) throw new Error(`${file} is no file that can be started (scripts/build.mjs).`);
  // What goes wrong is told by line and column of the sources.
  tellBySources();
  process.argv.splice(1, process.argv.length, script, ...words);
  await import(pathToFileURL(script).href);
}
