// Makes `npm start`, `npm test` and the other scripts work on a fresh clone with nothing but Node and npm.
//
// Runs before each of them. When node_modules already fits the lockfile and this machine it says nothing and
// costs one file read. Otherwise: npm ci without install scripts (a failing native build would make npm throw
// everything away), then the native packages one by one, then each of them is loaded and used in a child
// process, because a failed build can leave files behind that look like a good one.
//
// Node built-ins only. Everything it says goes to stderr, so that `npm run -s say -- --json` keeps stdout clean.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const stampFile = path.join(root, "node_modules", ".ackademy-stamp");
const lockFolder = path.join(root, ".ensure-deps.lock");

const LOCK_BEAT_MS = 2_000;
const LOCK_STALE_MS = 20_000;
const LOCK_WAIT_MAX_MS = 20 * 60_000;
const LOG_LINES_SHOWN = { first: 15, last: 25 };

const compiler = {
  apt: ["build-essential", "python3", "pkg-config"],
  dnf: ["gcc-c++", "make", "python3", "pkgconf-pkg-config"],
  apk: ["build-base", "python3", "pkgconf"],
  brew: ["pkgconf"],
};

// Packages with compiled code: how to tell that one works, and what each system needs to build it.
// Only those that package.json depends on are looked at.
const native = {
  canvas: {
    probe: "require('canvas').createCanvas(2, 2).toBuffer()",
    apt: ["libcairo2-dev", "libpango1.0-dev", "libgif-dev"],
    dnf: ["cairo-devel", "pango-devel", "giflib-devel"],
    apk: ["cairo-dev", "pango-dev", "giflib-dev"],
    brew: ["cairo", "pango", "giflib"],
  },
  "better-sqlite3": {
    probe: "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()",
    apt: [],
    dnf: [],
    apk: [],
    brew: [],
  },
};
const nativeNames = Object.keys(native).filter((name) => name in manifest.dependencies);

await main();

async function main() {
  requireNode();
  const stamp = wantedStamp();
  if (readStamp() === stamp) return;
  await holdingLock(async () => {
    // Somebody else may have finished the same work while we waited for the lock.
    if (readStamp() === stamp) return;
    const installed = isInstalled();
    if (!installed) await install();
    for (const name of nativeNames) if (!installed || !(await probe(name)).ok) await buildNative(name);
    fs.writeFileSync(stampFile, stamp);
    say("dependencies are ready.");
  });
}

function requireNode() {
  const wanted = manifest.engines.node.replace(">=", "");
  const [major, minor] = wanted.split(".").map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split(".").map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  fail(
    `Ackademy needs Node ${wanted} or newer, and this is Node ${process.versions.node}. Please update Node.`,
  );
}

// What node_modules depends on: the lockfile, and everything that decides which binaries fit.
function wantedStamp() {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  const system = [process.platform, process.arch, process.versions.modules, ...linuxRelease()];
  return `${[hash, ...system].join(" ")}\n`;
}

function readStamp() {
  try {
    return fs.readFileSync(stampFile, "utf8");
  } catch {
    return undefined;
  }
}

// The distribution counts too: a folder shared between Debian and Alpine needs different binaries.
function linuxRelease() {
  if (process.platform !== "linux") return [];
  const { ID = "linux", VERSION_ID = "" } = osRelease();
  return [`${ID}${VERSION_ID}`];
}

function osRelease() {
  try {
    const lines = fs.readFileSync("/etc/os-release", "utf8").split("\n");
    const pairs = lines.map((line) => /^([A-Z_]+)="?([^"]*)"?$/.exec(line)).filter(Boolean);
    return Object.fromEntries(pairs.map(([, key, value]) => [key, value]));
  } catch {
    return {};
  }
}

// Whoever ran `npm ci` or `npm install` themselves need not wait for it again: npm notes what it installed, and that is
// the lockfile, but for what is optional and not for this system. Compiled code is tried by itself.
function isInstalled() {
  const [wanted, there] = ["package-lock.json", "node_modules/.package-lock.json"].map(packagesIn);
  if (wanted === undefined || there === undefined) return false;
  return Object.entries(wanted)
    .filter(([folder, { optional, link }]) => folder !== "" && !optional && !link)
    .every(([folder, { version, integrity }]) => {
      const one = there[folder];
      const same = one?.version === version && (integrity === undefined || one.integrity === integrity);
      return same && fs.existsSync(path.join(root, folder, "package.json"));
    });
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

function probe(name) {
  return run(process.execPath, ["-e", native[name].probe]);
}

async function install() {
  say("installing dependencies (npm ci), which can take some minutes with nothing to see meanwhile.");
  say("This happens once, and again when package-lock.json changes.");
  const flags = ["--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const result = await npm(["ci", ...flags]);
  if (result.ok) return;
  showLog(result.log);
  fail("npm ci failed; the lines above say why. Nothing was built.");
}

async function buildNative(name) {
  const first = await rebuildAndProbe(name);
  if (first.ok) return;
  if (canInstallSystemPackages()) {
    await installSystemPackages(name);
    const second = await rebuildAndProbe(name);
    if (second.ok) return;
    showLog(second.log);
    fail(`${name} could still not be built, although its system packages are installed.`);
  }
  showLog(first.log);
  fail(`${name} has no ready-made binary for this system and could not be compiled. ${remedy(name)}`);
}

async function rebuildAndProbe(name) {
  say(`preparing ${name} ... (some minutes where it has to be compiled)`);
  const built = await npm(["rebuild", name, "--ignore-scripts=false", "--foreground-scripts"]);
  const probed = await probe(name);
  return { ok: probed.ok, log: built.log + probed.log };
}

function canInstallSystemPackages() {
  return isDebianLike() && process.getuid?.() === 0;
}

function isDebianLike() {
  const { ID = "", ID_LIKE = "" } = osRelease();
  return /\b(debian|ubuntu)\b/.test(`${ID} ${ID_LIKE}`);
}

async function installSystemPackages(name) {
  const packages = [...compiler.apt, ...native[name].apt];
  const flags = ["install", "-y", "--no-install-recommends", ...packages];
  say(`${name} has no ready-made binary here and must be compiled. Running as root on a Debian-like system,`);
  say(`so this installs what that needs: apt-get ${flags.join(" ")}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], env);
  const result = await run("apt-get", flags, env);
  if (result.ok) return;
  showLog(result.log);
  fail("apt-get could not install them; the lines above say why.");
}

function remedy(name) {
  if (process.platform === "win32") return "Install Visual Studio Build Tools and Python, then try again.";
  const command = systemCommand(name);
  return command ? `Run this, then try again:\n\n    ${command}\n` : everyCommand(name);
}

function systemCommand(name) {
  if (process.platform === "darwin") return commandLine("brew", name);
  const { ID = "", ID_LIKE = "" } = osRelease();
  if (isDebianLike()) return commandLine("apt", name);
  if (/\b(fedora|rhel|centos)\b/.test(`${ID} ${ID_LIKE}`)) return commandLine("dnf", name);
  if (ID === "alpine") return commandLine("apk", name);
  return undefined;
}

function everyCommand(name) {
  const lines = Object.keys(compiler).map((tool) => `    ${commandLine(tool, name)}`);
  return `Install its build packages, then try again. On other systems that is:\n\n${lines.join("\n")}\n`;
}

function commandLine(tool, name) {
  const packages = [...compiler[tool], ...native[name][tool]].join(" ");
  const asRoot = process.getuid?.() === 0 ? "" : "sudo ";
  if (tool === "apt") {
    return `${asRoot}apt-get update && ${asRoot}apt-get install -y --no-install-recommends ${packages}`;
  }
  if (tool === "dnf") return `${asRoot}dnf install -y ${packages}`;
  if (tool === "apk") return `${asRoot}apk add ${packages}`;
  return `brew install ${packages}`;
}

// npm as it was called, or the one on the path. The level is set because `npm -s` hands "silent" down.
function npm(args) {
  const flags = [...args, "--loglevel=warn"];
  const env = { ...headersAtHand(), JOBS: process.env.JOBS ?? String(Math.min(os.cpus().length, 4)) };
  const script = process.env.npm_execpath ?? "";
  if (/npm-cli\.c?js$/.test(script)) return run(process.execPath, [script, ...flags], env);
  return run("npm", flags, env, process.platform === "win32");
}

// Where Node's headers are installed beside it, node-gyp should use them and not try to fetch its own.
function headersAtHand() {
  const prefix = path.dirname(path.dirname(process.execPath));
  try {
    const header = fs.readFileSync(path.join(prefix, "include", "node", "node_version.h"), "utf8");
    const major = /#define NODE_MAJOR_VERSION (\d+)/.exec(header)?.[1];
    if (major !== process.versions.node.split(".")[0]) return {};
    return { npm_package_config_node_gyp_nodedir: prefix };
  } catch {
    return {};
  }
}

function run(command, args, env = {}, shell = false) {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env }, shell, stdio: ["ignore", "pipe", "pipe"] };
    const child = spawn(command, args, options);
    let log = "";
    const keep = (chunk) => {
      log += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ ok: false, log: `${log}${error.message}\n` }));
    child.on("close", (code) => resolve({ ok: code === 0, log }));
  });
}

// Two `npm test` at once must not both run npm ci. The holder touches the folder as long as it lives,
// so that a lock left behind by a killed process is seen to be stale.
async function holdingLock(work) {
  await takeLock();
  const beat = setInterval(touchLock, LOCK_BEAT_MS);
  const release = () => fs.rmSync(lockFolder, { recursive: true, force: true });
  process.on("exit", release);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
  await work();
  clearInterval(beat);
  release();
  process.off("exit", release);
}

async function takeLock() {
  const giveUpAt = Date.now() + LOCK_WAIT_MAX_MS;
  let told = false;
  while (Date.now() < giveUpAt) {
    try {
      fs.mkdirSync(lockFolder);
      return;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`cannot write to ${root}: ${error.message}`);
    }
    if (lockAgeMs() > LOCK_STALE_MS) fs.rmSync(lockFolder, { recursive: true, force: true });
    else {
      if (!told) say("another process is installing the dependencies; waiting for it.");
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  fail(`another process has been installing for too long. If none is, delete ${lockFolder} and try again.`);
}

function lockAgeMs() {
  try {
    return Date.now() - fs.statSync(lockFolder).mtimeMs;
  } catch {
    return 0;
  }
}

function touchLock() {
  const now = new Date();
  try {
    fs.utimesSync(lockFolder, now, now);
  } catch {
    // Removed by hand: nothing left to keep alive.
  }
}

function say(message) {
  process.stderr.write(`ackademy: ${message}\n`);
}

// npm tells the reason first and node-gyp tells it last.
function showLog(log) {
  const lines = log.trimEnd().split("\n");
  const { first, last } = LOG_LINES_SHOWN;
  const shown =
    lines.length <= first + last ? lines : [...lines.slice(0, first), "...", ...lines.slice(-last)];
  process.stderr.write(`${shown.join("\n")}\n`);
}

function fail(message) {
  process.stderr.write(`ackademy: ${message}\n`);
  process.exit(1);
}
