/**
 * What a real kernel did, against the simulator with the `linux` profile.
 *
 * The whole set lies beside the checkout; `recordings/` keeps some of it, and some of our own, so that something is
 * compared everywhere. `known-failures.json` names what does not pass and why; the list can only shrink.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readRecording } from "../../src/replay/recording.ts";
import { replay } from "../../src/replay/replay.ts";

const HERE = new URL("recordings/", import.meta.url);
const WHOLE_SET = new URL("../../../shared/tcp/kernel/recordings/", import.meta.url);
const KNOWN = JSON.parse(readFileSync(new URL("known-failures.json", import.meta.url), "utf8")) as Record<
  string,
  string
>;

const namesIn = (folder: URL): string[] =>
  readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"));

function judge(folder: URL, name: string): void {
  const read = readRecording(readFileSync(new URL(`${name}.json`, folder), "utf8"));
  if (!read.ok) throw new Error(`${name}: ${read.faults.join("\n")}`);
  const { ok, story, difference } = replay(read.recording);
  const reason = KNOWN[name];
  if (reason === undefined) expect(ok, `\n${story.join("\n")}\n${difference}`).toBe(true);
  else expect(ok, `${name} passes now: take it off known-failures.json (${reason})`).toBe(false);
}

describe("recordings kept here", () => {
  it.each(namesIn(HERE))("%s", (name) => judge(HERE, name));
});

describe("the whole set", () => {
  const reason = "../shared/tcp/kernel/recordings is not there, beside the checkout";
  const names = existsSync(WHOLE_SET) ? namesIn(WHOLE_SET) : [];

  it("is compared", ({ skip }) => {
    skip(names.length === 0, reason);
    expect(Object.keys(KNOWN).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(names)("%s", (name) => judge(WHOLE_SET, name));
});

it("gives a reason for each known failure", () => {
  for (const [name, reason] of Object.entries(KNOWN)) expect(reason.length, name).toBeGreaterThan(20);
});
