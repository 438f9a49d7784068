// The glossary is whole, in both languages, and every run that it offers is one that `/handshake` takes.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import handshake from "../../commands/handshake.ts";
import { parse } from "../../src/chat/grammar.ts";
import { conflictsOf, readFlags, tcpdumpFlags, usualOf } from "../../src/content/flag-byte.ts";
import {
  entryOf,
  folded,
  glossary,
  glossaryFaults,
  KINDS,
  runWords,
  TEXT_MAX,
  TITLE_MAX,
} from "../../src/content/glossary.ts";
import { parseEntries } from "../../src/content/yaml.ts";
import type { State } from "../../src/simulator/tcp/tcb.ts";

const sentences = JSON.parse(
  readFileSync(new URL("../../assets/locales/en/explain.json", import.meta.url), "utf8"),
) as { explain: Record<string, object> };

const STATES: Readonly<Record<State, true>> = {
  CLOSED: true,
  LISTEN: true,
  "SYN-SENT": true,
  "SYN-RECEIVED": true,
  ESTABLISHED: true,
  "FIN-WAIT-1": true,
  "FIN-WAIT-2": true,
  "CLOSE-WAIT": true,
  CLOSING: true,
  "LAST-ACK": true,
  "TIME-WAIT": true,
};

/** What the steps of a run speak of, in one sentence each: here it needs an entry. */
function explained(family: string): object {
  const found = sentences.explain[family];
  if (!found) throw new Error(`no sentences explain.${family}`);
  return found;
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  state: Object.keys(STATES),
  flag: Object.keys(explained("flag")),
  header: [
    ...["source port", "destination port", "SEQ", "ACK number", "data offset", "reserved", "flags", "window"],
    ...["checksum", "urgent pointer", "options", "MSS", "window scale", "timestamps", "SACK-permitted"],
  ],
  timer: [
    ...["RTO", "persist", "delayed ACK", "2MSL", "tcp_fin_timeout", "keepalive", "user timeout"],
    ...["connect timeout", "socket timeout", "read timeout"],
  ],
  errno: Object.keys(explained("errno")),
  term: [
    ...["three-way handshake", "four-way close", "ISN", "ISS", "IRS", "SND.UNA", "SND.NXT", "SND.WND"],
    ...["RCV.NXT", "RCV.WND", "4-tuple", "incarnation", "MSL", "segment", "packet", "TCB", "byte stream"],
    ...["full duplex", "half-close", "half-open", "simultaneous open", "simultaneous close", "SYN queue"],
    ...["accept queue", "backlog", "SYN flood", "SYN cookie", "challenge ACK", "Nagle", "cumulative ACK"],
    ...["duplicate ACK", "fast retransmit", "slow start", "cwnd", "flow control", "congestion control"],
    ...[
      "port",
      "socket",
      "buffer",
      "RTT",
      "SRTT",
      "Karn",
      "PAWS",
      "TFO",
      "UDP",
      "PAR",
      "active open",
      "passive open",
      "active close",
    ],
    ...["passive close", "off-path attacker", "quiet time", "SO_REUSEADDR", "SO_LINGER", "orphan"],
  ],
};

/** No list above is shorter: a family of sentences that was renamed would leave nothing to compare. */
const NAMES_MIN = 8;

const counted = <T>(all: readonly T[]): T[] => all.filter((one, at) => all.indexOf(one) !== at);

describe("the glossary", () => {
  it("has no faults, one file per kind, and every id once", () => {
    expect(glossaryFaults).toEqual([]);
    expect(readdirSync(new URL("../../assets/glossary/", import.meta.url))).toHaveLength(KINDS.length);
    expect(counted(glossary.map(({ id }) => id))).toEqual([]);
  });

  it.each(Object.entries(NAMED))("explains every %s", (kind, names) => {
    expect(names.length).toBeGreaterThanOrEqual(NAMES_MIN);
    const found = names.map((name) => [name, entryOf(name)?.kind]);
    expect(found).toEqual(names.map((name) => [name, kind]));
  });

  it("gives no name to two entries", () => {
    const names = glossary.flatMap((entry) => [
      ...new Set([entry.id, ...entry.names].map((name) => `${folded(name)}`)),
    ]);
    expect(counted(names)).toEqual([]);
    expect(glossary.flatMap(({ names }) => counted([...names]))).toEqual([]);
    expect(names).not.toContain("");
  });

  it("has names that are not read as flags, a plain flag's own name apart", () => {
    const names = glossary
      .filter(({ kind }) => kind !== "flag")
      .flatMap((entry) => [entry.id, ...entry.names]);
    expect(names.filter((name) => readFlags(name) !== null)).toEqual([]);
  });

  it("is found however it is spelled", () => {
    for (const name of ["SYN_RCVD", "syn-received", "Syn Received", "SYN_RECV", "TCP_SYN_RECV"])
      expect(entryOf(name)?.id).toBe("syn-received");
    expect(entryOf("타임웨이트")?.id).toBe("time-wait");
    expect(entryOf("타임 웨이트".normalize("NFD"))?.id).toBe("time-wait");
    expect(entryOf("혼잡 제어")?.id).toBe("congestion-control");
    for (const [name, id] of [
      ...[
        ["포트", "port"],
        ["ports", "port"],
        ["포트 번호", "port"],
        ["ephemeral port", "port"],
      ],
      ...[
        ["소켓", "socket"],
        ["Sockets", "socket"],
        ["버퍼", "buffer"],
        ["receive buffer", "buffer"],
      ],
      ...[
        ["SO_RCVBUF", "buffer"],
        ["송신버퍼", "buffer"],
      ],
    ])
      expect([name, entryOf(name ?? "")?.id]).toEqual([name, id]);
    const spelled = (names: string) => names.split(", ").map((name) => [name, entryOf(name)?.id]);
    for (const [names, id] of [
      [
        "3 way, 3way, 3-way, three way, 3웨이, 3-웨이, 쓰리웨이, 쓰리 웨이, handshaking",
        "three-way-handshake",
      ],
      ["3 way handshaking, 3-way 핸드쉐이크, 쓰리웨이 핸드쉐이크, 핸드쉐이킹", "three-way-handshake"],
      ["3단계 핸드셰이크, TCP handshake, connection setup, 연결 수립", "three-way-handshake"],
      ["4 way, 4way, 4-way, four way, 4웨이, 포웨이, 4-way 핸드쉐이크, 포웨이 핸드쉐이크", "four-way-close"],
      ["4 way handshaking, 4WHS, 연결 끊기, connection teardown", "four-way-close"],
      ["retransmission, retransmit, 재전송", "retransmission-timeout"],
    ] as const)
      expect(spelled(names)).toEqual(spelled(names).map(([name]) => [name, id]));
    for (const name of ["", " ", "-", "__proto__", "constructor"]) expect(entryOf(name)).toBeNull();
  });

  it("fits into a message, in both languages", () => {
    for (const { en, ko } of glossary) {
      for (const { title, text } of [en, ko]) {
        expect(title.length).toBeLessThanOrEqual(TITLE_MAX);
        expect(text.length).toBeLessThanOrEqual(TEXT_MAX);
      }
      expect(en.title + en.text).toMatch(/^[\x20-\x7e]+$/u);
      expect(ko.text).toMatch(/[가-힣]/u);
      expect([en.text.at(-1), ko.text.at(-1)]).toEqual([".", "."]);
      for (const sentence of ko.text.split(/(?<=[가-힣])\. /u))
        expect(sentence).toMatch(/다(?:\([^)]*\))?\.?$/u);
    }
  });

  it("has no Hangul straight after a Latin word, and no particle after a number", () => {
    const loose = glossary.filter(({ ko }) =>
      /[A-Za-z`]\)?[가-힣]|\d[은는이가을를와과로의에도만](?=[\s.,)]|$)|[가-힣]\([을를은는이가]\)/u.test(
        ` ${ko.title} ${ko.text}`.replace(/(?<=[가-힣])\([^()]*\)/gu, ""),
      ),
    );
    expect(loose.map(({ id, ko }) => [id, ko.text])).toEqual([]);
  });

  it("refers to entries that exist, and never to itself", () => {
    const wrong = glossary.flatMap(({ id, related }) =>
      related.filter((other) => other === id || !glossary.some((one) => one.id === other)),
    );
    expect(wrong).toEqual([]);
  });

  it("offers only runs that `/handshake` takes", () => {
    const refused = glossary.flatMap(({ id, run }) => {
      if (run === undefined) return [];
      const read = parse(`/handshake run ${runWords(run)}`, [handshake], "en");
      return read.kind === "run" ? [] : [[id, run.scenario]];
    });
    expect(refused).toEqual([]);
  });
});

describe("the octet of flags", () => {
  const NAMES = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const namesIn = (byte: number): string[] => NAMES.filter((_, bit) => (byte >> bit) & 1);

  it("is read in every notation, all 256 of them", () => {
    for (const byte of bytes) {
      const hex = byte.toString(16);
      const notations = [`0x${hex}`, `0X${hex.toUpperCase()}`, byte.toString(2).padStart(8, "0")];
      if (byte > 0) notations.push(namesIn(byte).join(","), namesIn(byte).reverse().join("+").toLowerCase());
      for (const word of notations) expect([word, readFlags(word)]).toEqual([word, { is: "flags", byte }]);
      expect(readFlags(`[${tcpdumpFlags(byte)}]`.replace("[none]", "none"))).toEqual({ is: "flags", byte });
      expect(readFlags(String(byte))).toMatchObject({ is: "flags", byte, remark: "small-number" });
    }
  });

  it("names the pairs that contradict each other, and no others", () => {
    const has = (byte: number, names: string[]) => names.every((name) => namesIn(byte).includes(name));
    for (const byte of bytes) {
      expect(conflictsOf(byte).includes("SYN+FIN")).toBe(has(byte, ["SYN", "FIN"]));
      expect(conflictsOf(byte).includes("SYN+RST")).toBe(has(byte, ["SYN", "RST"]));
      expect(conflictsOf(byte).includes("RST+FIN")).toBe(has(byte, ["RST", "FIN"]));
    }
  });

  it("says what the usual ones are", () => {
    const usual = [
      "SYN",
      "SYN,ACK",
      "ACK",
      "PSH,ACK",
      "FIN,ACK",
      "RST",
      "RST,ACK",
      "SYN,FIN",
      "FIN,PSH,URG",
      "PSH",
    ];
    const kinds = usual.map((names) => {
      const read = readFlags(names);
      return read?.is === "flags" ? usualOf(read.byte) : null;
    });
    expect(kinds).toEqual([
      ...["syn", "syn-ack", "ack", "psh-ack", "fin-ack", "rst", "rst-ack", "syn-fin", "fin", "no-ack"],
    ]);
    expect([usualOf(0), usualOf(0xff), usualOf(0x06)]).toEqual(["none", "rst-wins", "rst-wins"]);
  });

  it("is told from other numbers and from words", () => {
    expect(readFlags("000010")).toEqual({ is: "flags", byte: 2, remark: "six-bits" });
    expect(readFlags("0x5012")).toEqual({ is: "flags", byte: 0x12, remark: "word" });
    expect(readFlags("S.")).toEqual({ is: "flags", byte: 0x12 });
    expect(readFlags("SYNACK")).toEqual({ is: "flags", byte: 0x12 });
    expect(readFlags("443")).toEqual({ is: "port", value: "443" });
    expect(readFlags("1,101")).toEqual({ is: "port", value: "1101" });
    expect(readFlags("4294967295")).toEqual({ is: "sequence-number", value: "4294967295" });
    expect(readFlags("4294967296")).toEqual({ is: "no-number", value: "4294967296" });
    expect(readFlags("0xdeadbeef")).toEqual({ is: "sequence-number", value: "3735928559" });
    for (const word of ["few", "SS", "SYN,XYZ", "SYN-SENT", "-1", "1.5", "0x", "", "9".repeat(41)])
      expect(readFlags(word)).toBeNull();
  });
});

describe("a folder of entries", () => {
  const schema = z.strictObject({
    id: z.string(),
    n: z.array(z.int()),
    ko: z.strictObject({ t: z.string() }),
  });
  const text = [
    ...["- id: a", "  n: [1]", "  ko: { t: x }"],
    ...["- id: b", "  n: [1, two]", "  extra: 1", "  ko: {}"],
    ...["- id: c", "  id: d", "  n: []", "  ko: { t: x }"],
    ...["- n: []", "  ko: { t: x }"],
    ...["- *nowhere", "- id: e", "  n: []", "  ko: { t: x }"],
    ...["- id: f", "  n: [1", "- id: g"],
  ].join("\n");

  it("keeps what is sound and says of the rest where and what", () => {
    const { entries, faults } = parseEntries("x.yaml", text, schema);
    expect(entries.map(({ id }) => id)).toEqual(["a", "e"]);
    expect(faults).toEqual([
      { file: "x.yaml", line: 5, path: "b.n[1]", message: expect.stringContaining("expected") },
      { file: "x.yaml", line: 6, path: "b.extra", message: "is not a known key" },
      { file: "x.yaml", line: 7, path: "b.ko.t", message: "is missing (expected string)" },
      { file: "x.yaml", line: 9, path: "", message: "Map keys must be unique" },
      { file: "x.yaml", line: 12, path: "[3].id", message: "is missing (expected string)" },
      { file: "x.yaml", line: 14, path: "[4]", message: expect.stringContaining("nowhere") },
      { file: "x.yaml", line: 20, path: "", message: expect.stringContaining("sequence") },
    ]);
  });

  it("wants a list", () => {
    const fault = { file: "x.yaml", line: 1, path: "", message: "is not a list of entries" };
    for (const wrong of ["", "a: 1", "word"])
      expect(parseEntries("x.yaml", wrong, schema)).toEqual({ entries: [], faults: [fault] });
  });
});
