// A malformed recording is refused with the file, the line or path, and what was expected there.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readRecording } from "../../src/replay/recording.ts";

const TEXT = readFileSync(new URL("recordings/active-open.json", import.meta.url), "utf8");

/** The recording with one thing changed. */
function changed(change: (recording: Record<string, never>) => void): string[] {
  const recording = JSON.parse(TEXT);
  change(recording);
  return faultsOf(JSON.stringify(recording));
}

function faultsOf(text: string): string[] {
  const read = readRecording(text);
  return read.ok ? [] : read.faults;
}

type Events = { events: Record<string, unknown>[] };
const event = (recording: unknown, i: number): Record<string, unknown> =>
  (recording as Events).events[i] as Record<string, unknown>;

describe("readRecording", () => {
  it("accepts what the kernel's recorder wrote", () => {
    expect(faultsOf(TEXT)).toEqual([]);
  });

  it("names the line where JSON ends being JSON", () => {
    const lines = TEXT.split("\n");
    const broken = [...lines.slice(0, 4), "  oops", ...lines.slice(4)].join("\n");
    expect(faultsOf(broken)[0]).toMatch(/^not JSON: line 5: /);
  });

  it.each([
    ["nothing at all", "", /^not JSON/],
    ["a list", "[]", /expected object/],
    ["null", "null", /expected object/],
  ])("refuses %s", (_, text, expected) => {
    expect(faultsOf(text)[0]).toMatch(expected);
  });

  it.each([
    [
      "another format",
      (r: never) => Object.assign(r, { format: "pcap" }),
      /^format: .*tcp-kernel-recording\/1/,
    ],
    ["an unknown profile", (r: never) => Object.assign(r, { profile: "linux-2.4" }), /^profile: /],
    ["an unknown kind", (r: never) => Object.assign(event(r, 0), { kind: "guess" }), /^events\[0\]\.kind: /],
    ["an unknown call", (r: never) => Object.assign(event(r, 0), { op: "sendfile" }), /^events\[0\]\.op: /],
    [
      "an unknown state",
      (r: never) => Object.assign(event(r, 2), { state: "DEAD" }),
      /^events\[2\]\.state: /,
    ],
    ["a negative time", (r: never) => Object.assign(event(r, 1), { t_ms: -1 }), /^events\[1\]\.t_ms: /],
    [
      "time that runs back",
      (r: never) => Object.assign(event(r, 0), { t_ms: 9_999 }),
      /^events\[1\]\.t_ms: /,
    ],
    ["no events", (r: never) => Object.assign(r, { events: [] }), /^events: /],
    [
      "an ISN that is counted from a connection which no event bears",
      (r: never) => Object.assign(event(r, 3), { isn_offset: { of: "c9", delta: 1 } }),
      /^events\[3\]\.isn_offset\.of: .*c9/,
    ],
    ["a field that the format does not know", (r: never) => Object.assign(event(r, 0), { mood: 1 }), /mood/],
  ])("refuses %s and says where", (_, change, expected) => {
    expect(changed(change as never)[0]).toMatch(expected);
  });

  it.each([-1, 0.5, 65_536, "4", undefined])("refuses a call that sends %s octets", (len) => {
    const faults = changed((recording) => Object.assign(event(recording, 6), { op: "send", args: { len } }));
    expect(faults).toEqual(["events[6].args.len: expected a whole number, 0 to 65535"]);
  });

  it("says of a segment which number is wrong", () => {
    const faults = changed((recording) => {
      Object.assign(event(recording, 1).seg as object, { win: 70_000, flags: ["SYN", "URGENT"] });
    });
    expect(faults).toHaveLength(2);
    expect(faults.join("\n")).toContain("events[1].seg.win: ");
    expect(faults.join("\n")).toContain("events[1].seg.flags[1]: ");
  });
});
