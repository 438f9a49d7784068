/** What comes in with the packages: their licences, and what they may run when they are installed. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LIST, type Lock, licencesOf, readLock } from "../../scripts/licences/list.ts";

const lock = readLock();
const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("licences", () => {
  it("of everything that runs with the bot are listed in docs/licences.md (npm run -s licences)", () => {
    const { text, unknown } = licencesOf(lock);
    expect(unknown).toEqual([]);
    expect(readFileSync(LIST, "utf8")).toBe(text);
  });

  it("that nobody has looked at are told", () => {
    const added: Lock = {
      "": { license: "GPL-3.0" },
      "node_modules/free": { version: "1.0.0", license: "(GPL-3.0 OR MIT)" },
      "node_modules/a/node_modules/@of/b": { version: "1.0.0", license: "GPL-3.0" },
      "node_modules/both": { version: "1.0.0", license: "MIT AND GPL-3.0" },
      "node_modules/silent": { version: "1.0.0" },
      "node_modules/for-tests": { version: "1.0.0", license: "GPL-3.0", dev: true },
    };
    expect(licencesOf(added).unknown).toEqual(["@of/b: GPL-3.0", "both: MIT AND GPL-3.0", "silent: none"]);
  });
});

describe("install scripts", () => {
  it("run for packages that package.json allows by name, and for no other", () => {
    const scripted = Object.entries(lock)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([at]) => at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length));
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name] === true);
    // fsevents is macOS' alone; its binary comes along and its script is not run.
    expect([...new Set(scripted)].filter((name) => name !== "fsevents").sort()).toEqual(allowed.sort());
    expect(allowed).not.toContain("fsevents");
  });
});
