// Makes JavaScript of the TypeScript, once for each state of it: what `npm start` and most of the other scripts run.
// That starts in less time and holds less memory than a loader that translates each file while Node reads it.
//
// The code is put together into few files, with those libraries that consist of hundreds: finding and opening each file
// took longer than compiling it.
//
// Each state has a folder of its own, build/DIGEST, which bears that name only once it is complete: whoever starts while
// somebody else builds, or still runs while a newer state is built, is not disturbed.
//
// The bank's YAML is read and checked here as well, and the page's script put together: both take longer than most of a start.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const ROOT = path.dirname(import.meta.dirname);
const BUILDS = path.join(ROOT, "build");
const ROOMS = ["src", "commands", "scripts", "test"];
const MODULE = /(?<!\.test|\.d)\.ts$/u;
const YAML = /\.yaml$/u;
/** Puts the page's script and style together, the one place that says how. */
const BUNDLE = "src/platforms/web/bundle";
/** Reads the bank's lists, as the bot would at each start. */
const LISTS = "src/content/built-lists";
/** Folders whose modules are found by listing them. */
const LISTED = ["commands", "src/simulator/scenarios", "src/quiz/kinds"];
const LISTED_FILE = /^[a-z0-9-]+\.ts$/u;
/** What keeps a file of its own: whoever is started. */
const ENTRY = new RegExp(
  [
    "^(?:scripts|test)/",
    "^src/(?:main|diagram/painter|platforms/terminal/main|platforms/web/bundle|content/built-lists|replay/main)\\.ts$",
  ].join("|"),
  "u",
);
/** Libraries of many small files, with all that they bring along. */
const PUT_IN =
  /^(?:@hono\/node-server|@slack\/bolt|discord\.js|hono|i18next|kysely|lru-cache|node-cron|pg|pino|prom-client|rate-limiter-flexible|siphash|temporal-polyfill|ts-fsrs|undici|yaml|zod)(?:\/|$)/u;
/** What of it is native code, and only looked for: it is not installed. */
const LOOKED_FOR = /^(?:bufferutil|utf-8-validate|zlib-sync)$/u;
const INSTALLED = `${path.sep}node_modules${path.sep}`;
/** The older of these libraries ask for Node's own modules in a way that modules of today do not have. */
const REQUIRE = `import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);`;
/** What decides, besides the sources, what comes out. */
const TOOLS = ["package.json", "tsconfig.json", "scripts/build.mjs"];
/** Older ones go, but for those on which a process runs: it starts painters from there for as long as it lives. */
const KEPT = 3;
/** In a build, a file for each process that was started from it. */
const USERS = "processes";
/** Whoever has not finished for so long was killed. */
const DRAFT_MS = 3_600_000;

/** The folder with the JavaScript of today's sources. Throws a sentence where it cannot be written. */
export async function built() {
  const sources = ROOMS.flatMap((room) => filesIn(room, MODULE));
  const lists = filesIn("assets", YAML);
  const page = filesIn("assets/web", /\.(?:ts|css)$/u);
  const folder = path.join(BUILDS, digestOf([...sources, ...lists, ...page, ...TOOLS]));
  if (existsSync(folder)) return folder;
  try {
    await build(sources, folder);
  } catch (error) {
    if (error.code === undefined) throw error;
    throw new Error(
      `The code in ${ROOT} has changed and could not be built: ${error.message}. Run "npm run -s build" there as somebody who may write to it.`,
      { cause: error },
    );
  }
  return folder;
}

function filesIn(room, wanted) {
  if (!existsSync(path.join(ROOT, room))) return [];
  return readdirSync(path.join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Of the contents: times are lost where a checkout is copied or packed. */
function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(path.join(ROOT, file)));
  return hash.digest("hex").slice(0, 16);
}

async function build(sources, folder) {
  const esbuild = await import("esbuild");
  const draft = `${folder}.${process.pid}`;
  const listings = LISTED.filter((room) => existsSync(path.join(ROOT, room))).map((room) => ({
    in: `${LISTING}${room}`,
    out: `${room}/all`,
  }));
  mkdirSync(draft, { recursive: true });
  try {
    const { metafile } = await esbuild.build({
      absWorkingDir: ROOT,
      entryPoints: [...sources.filter((file) => ENTRY.test(file)), ...listings],
      outbase: ROOT,
      outdir: draft,
      bundle: true,
      splitting: true,
      plugins: [listing, otherPackages],
      format: "esm",
      banner: { js: REQUIRE },
      platform: "node",
      target: "node20",
      sourcemap: "linked",
      sourcesContent: false,
      metafile: true,
      logLevel: "silent",
    });
    await making(LISTS, draft, writeLists);
    await making(BUNDLE, draft, writePage);
    forgetMaps(metafile);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Somebody else was first with the same.
    if (!existsSync(folder)) throw error;
  } finally {
    await esbuild.stop();
  }
  forgetOlder();
}

const NAMES_MAP = /^\/\/# sourceMappingURL=.*$/mu;

/**
 * Where libraries went wrong is told by what was built. Some of them ask for a stack only to log it, discord.js whenever
 * it is stopped, and reading its map takes as long as half of a start.
 */
function forgetMaps({ outputs }) {
  for (const [file, { inputs }] of Object.entries(outputs)) {
    const isLibrary = Object.keys(inputs).every((input) => input.includes("node_modules/"));
    if (!isLibrary || !file.endsWith(".js")) continue;
    const made = path.join(ROOT, file);
    rmSync(`${made}.map`);
    writeFileSync(made, readFileSync(made, "utf8").replace(NAMES_MAP, ""));
  }
}

/** Each list as it is once it is checked. What is wrong with one is told by whoever reads it, who then reads the YAML. */
function writeLists({ builtLists }, draft) {
  for (const { file, entries } of builtLists()) {
    write(path.join(draft, "assets", file.replace(/yaml$/u, "json")), JSON.stringify(entries));
  }
}

async function writePage({ bundlePage }, draft) {
  const { script, style } = await bundlePage();
  write(path.join(draft, "assets/web/page.js"), script);
  write(path.join(draft, "assets/web/page.css"), style);
}

/** Lets one of the built modules make something of the assets. */
async function making(module, draft, make) {
  const file = path.join(draft, `${module}.js`);
  if (existsSync(file)) await make(await import(pathToFileURL(file).href), draft);
}

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const LISTING = "all:";

/** A listed folder as one module, which gives each of its own by its name: a start found and opened them one by one. */
const listing = {
  name: "listing",
  setup(build) {
    build.onResolve({ filter: /^all:/ }, ({ path: name }) => ({
      path: name.slice(LISTING.length),
      namespace: "listing",
    }));
    build.onLoad({ filter: /./, namespace: "listing" }, ({ path: room }) => {
      const files = readdirSync(path.join(ROOT, room)).filter((file) => LISTED_FILE.test(file));
      const contents = files.map((file) => `export * as "${path.basename(file, ".ts")}" from "./${file}";`);
      return { contents: contents.join("\n"), resolveDir: path.join(ROOT, room) };
    });
  },
};

/** They stay where they were installed. */
const otherPackages = {
  name: "other packages",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ kind, importer, path: name }) => {
      const brought = importer.includes(INSTALLED) && !LOOKED_FOR.test(name);
      // What is loaded by name while the program runs has to keep the names of what it gives.
      const wanted = brought || (PUT_IN.test(name) && kind !== "dynamic-import");
      return kind === "entry-point" || wanted ? undefined : { path: name, external: true };
    });
  },
};

/** Says that this process runs on it. Where it may not write, the build stays while it is among the newest. */
export function use(folder) {
  const file = path.join(folder, USERS, `${process.pid}`);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
    process.once("exit", () => rmSync(file, { force: true }));
  } catch {
    // A checkout that somebody else owns.
  }
}

function isUsed(folder) {
  const users = path.join(folder, USERS);
  return existsSync(users) && readdirSync(users).some((name) => isAlive(Number(name)));
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return error.code === "EPERM";
  }
}

function forgetOlder() {
  const all = readdirSync(BUILDS)
    .map((name) => path.join(BUILDS, name))
    .map((folder) => ({ folder, at: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  const isDraft = ({ folder }) => path.extname(folder) !== "";
  const left = all.filter((one) => isDraft(one) && one.at < Date.now() - DRAFT_MS);
  const older = all.filter((one) => !isDraft(one) && !isUsed(one.folder)).slice(KEPT);
  for (const { folder } of [...left, ...older]) rmSync(folder, { recursive: true, force: true });
}
