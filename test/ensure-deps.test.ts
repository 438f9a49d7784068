/** `scripts/ensure-deps.mjs` in a checkout of its own, with the real compiled packages and an npm that only says that it was called. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { CHECKOUT } from "../src/checkout.ts";

const NATIVE = ["canvas", "better-sqlite3"];

interface Given {
  /** As npm notes it in node_modules; undefined: npm never ran. */
  readonly noted?: Readonly<Record<string, object>>;
}

const locked = Object.fromEntries(
  NATIVE.map((name) => [`node_modules/${name}`, { version: "1.0.0", integrity: `sha512-${name}` }]),
);

function ensured({ noted }: Given) {
  const root = mkdtempSync(path.join(tmpdir(), "ensure-deps-"));
  const file = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const dependencies = Object.fromEntries(NATIVE.map((name) => [name, "1.0.0"]));
  file("package.json", JSON.stringify({ engines: { node: ">=20.19" }, dependencies }));
  const elsewhere = { "node_modules/for-another-system": { version: "2.0.0", optional: true } };
  file("package-lock.json", JSON.stringify({ packages: { "": { dependencies }, ...locked, ...elsewhere } }));
  if (noted !== undefined) file("node_modules/.package-lock.json", JSON.stringify({ packages: noted }));
  mkdirSync(path.join(root, "node_modules"), { recursive: true });
  for (const name of NATIVE)
    symlinkSync(path.join(CHECKOUT, "node_modules", name), path.join(root, "node_modules", name));
  cpSync(path.join(CHECKOUT, "scripts/ensure-deps.mjs"), path.join(root, "scripts/ensure-deps.mjs"));
  file("bin/npm", '#!/bin/sh\necho "npm $*"\nexit 1\n');
  chmodSync(path.join(root, "bin/npm"), 0o755);
  const { npm_execpath: _, ...rest } = process.env;
  const env = { ...rest, PATH: `${path.join(root, "bin")}:${process.env.PATH}` };
  const script = path.join(root, "scripts/ensure-deps.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: "utf8" });
  return { status, stderr, stamped: existsSync(path.join(root, "node_modules/.ackademy-stamp")) };
}

it("takes what npm ci has installed by hand, and says it once", () => {
  const { status, stderr, stamped } = ensured({ noted: locked });
  expect(stderr).toBe("ackademy: dependencies are ready.\n");
  expect([status, stamped]).toEqual([0, true]);
});

it("installs where npm has not been, or installed something else", () => {
  const other = { ...locked, "node_modules/canvas": { version: "0.9.0", integrity: "sha512-canvas" } };
  const { "node_modules/canvas": _, ...fewer } = locked;
  for (const given of [{}, { noted: other }, { noted: fewer }]) {
    const { status, stderr, stamped } = ensured(given);
    expect(stderr).toMatch(/^ackademy: installing dependencies \(npm ci\), which can take some minutes/u);
    expect(stderr).toContain("npm ci --ignore-scripts");
    expect([status, stamped]).toEqual([1, false]);
  }
});
