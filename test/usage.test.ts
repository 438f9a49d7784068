/** `--help` of every npm script of ours: it says how it is called, and does nothing. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { USAGES } from "../scripts/usage.mjs";
import { CHECKOUT } from "../src/checkout.ts";

const { scripts } = JSON.parse(readFileSync(path.join(CHECKOUT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** Those that run a file of ours; `say` tells its own flags. */
const OURS = Object.entries(scripts).flatMap(([name, line]) => {
  const file = /(?:run\.mjs|--import tsx|^node) ((?:src|scripts|test)\S+\.(?:ts|mjs))$/u.exec(line)?.[1];
  return file === undefined || name.startsWith("pre") || name === "say" ? [] : [[name, file] as const];
});

const run = (line: string, ...words: string[]) => {
  const [, ...args] = line.split(" ");
  return spawnSync(process.execPath, [...args, ...words], { cwd: CHECKOUT, encoding: "utf8" });
};

describe("the scripts' own words", () => {
  it("are told for each of them, by the name that npm knows", () => {
    expect(OURS.length).toBeGreaterThan(10);
    const told = Object.entries(USAGES).map(([file, [name]]) => [name, file]);
    expect(told.sort()).toEqual(OURS.map((one) => [...one]).sort());
  });

  it.each(["check", "dev", "doctor", "torture:daily", "test:nodes"])(
    "%s --help only says how it is called",
    (name) => {
      const { status, stdout, stderr } = run(scripts[name]!, "--help");
      expect(stdout).toMatch(new RegExp(`^npm run -s ${name}.*\n.+\n$`, "u"));
      expect([status, stderr]).toEqual([0, ""]);
    },
  );

  it("of say are told beside a bot that runs, whose data folder it is", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["scripts/run.mjs", "src/platforms/terminal/main.ts", "--help"],
      {
        ...{ cwd: CHECKOUT, encoding: "utf8" },
        // No folder can be made there.
        env: { ...process.env, ACKADEMY_DATA: path.join(CHECKOUT, "package.json", "data") },
      },
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("/handshake");
  });

  it("are refused where a script takes none", () => {
    const { status, stdout, stderr } = run(scripts.doctor!, "everything");
    expect(stderr).toBe("doctor takes no words, and was given: everything\nnpm run -s doctor\n");
    expect([status, stdout]).toEqual([2, ""]);
  });
});
