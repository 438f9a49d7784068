// What somebody hears who cannot see the picture: nothing that it shows may be missing, and a part must not pass for the whole.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../../src/content/scenarios.ts";
import { plan } from "../../../src/diagram/index.ts";
import { LOCALES } from "../../../src/language.ts";
import { alt, labelsOf, stepView, tell } from "../../../src/simulator/explain/index.ts";
import { partOf } from "../../../src/simulator/network/part.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { Trace } from "../../../src/simulator/network/trace.ts";
import { unheeded } from "../../../src/simulator/network/unheeded.ts";
import { language } from "./builder.ts";

function runOf(id: string, options: Parameters<typeof run>[1] = {}): Trace {
  const scenario = scenarioOf(id);
  if (scenario === null) throw new Error(id);
  return run(scenario, options);
}
const en = (trace: Trace) => alt(trace, "en", language);

describe("a part of a run", () => {
  it("says how it stands now and what is under way, not how it ends", () => {
    const [english, korean] = LOCALES.map((locale) =>
      alt(partOf(runOf("last-ack-lost"), 5), locale, language, "relative", {
        ongoing: true,
        caption: "Step 5",
      }),
    );
    expect(english?.split("\n").slice(-2)).toEqual([
      "Still in flight: ACK seq=2 ack=2",
      "Now: client TIME-WAIT, server LAST-ACK",
    ]);
    expect(english).not.toContain("At the end");
    expect(korean).toContain("지금 상태: 클라이언트 TIME-WAIT, 서버 LAST-ACK");
  });

  it("is the run itself where it has all of its steps", () => {
    const trace = runOf("last-ack-lost");
    expect(partOf(trace, trace.entries.length)).toBe(trace);
  });

  it("knows a copy, and what the network holds or has delayed", () => {
    const trace = runOf("old-segment");
    const twice = trace.entries.findIndex(({ move }) => move.type === "duplicate");
    const under = partOf(trace, twice + 1).inFlight;
    expect(under.filter(({ copyOf }) => copyOf !== undefined)).toHaveLength(1);
    const gone = trace.entries.findIndex(
      ({ move, flight }) => move.type === "deliver" && flight?.copyOf !== undefined,
    );
    expect(partOf(trace, gone + 1).inFlight.some(({ copyOf }) => copyOf !== undefined)).toBe(false);
  });

  it("bears the caption that stands below its picture", () => {
    expect(
      alt(runOf("abort"), "en", language, "relative", { ongoing: true, caption: "Step 1 of 3" }).split(
        "\n",
      )[0],
    ).toBe("Abort with a RST. Step 1 of 3");
  });
});

describe("what a picture shows and a text must say", () => {
  it.each(["accept-overflow", "syn-flood", "no-ack-bit", "old-segment", "two-way"])(
    "%s: that a segment was not heeded",
    (id) => {
      const trace = runOf(id);
      const lines = tell(trace, "en", language, { numbers: "relative", why: false }).slice(-1000);
      const found = trace.entries.filter((entry) => unheeded(entry) !== null);
      expect(found.length).toBeGreaterThan(0);
      expect(lines.filter((line) => /: (ignored|dropped without an answer)/.test(line))).toHaveLength(
        found.length,
      );
    },
  );

  it.each(["ack-overtaken", "fin-overtakes-data", "old-duplicate-syn", "tcp-loss", "udp-loss"])(
    "%s: that a segment came late",
    (id) => {
      const trace = runOf(id);
      const steep = plan(trace, {
        locale: "en",
        labels: labelsOf(trace, "en", language),
        numbers: "relative",
      }).story.journeys.filter(({ oddities }) => oddities.includes("delayed"));
      expect(steep.length).toBeGreaterThan(0);
      const late = en(trace).match(/ \(delayed by \d+ ms\) arrives/gu);
      expect(late).toHaveLength(steep.length);
    },
  );

  it("the window on every ACK where one closes, and nowhere else", () => {
    expect(en(runOf("zero-window"))).toContain("sends ACK seq=1 ack=1001 win=1000");
    expect(en(runOf("both-ways"))).not.toContain("win=");
  });
});

describe("errors on Windows", () => {
  const windows = () => runOf("unanswered", { os: "windows" });

  it("bear Winsock's names in words, in the margin and beside a step", () => {
    const trace = windows();
    expect(en(trace)).toContain("WSAETIMEDOUT");
    expect(en(trace)).not.toMatch(/ETIMEDOUT(?<!WSAETIMEDOUT)/);
    const labels = labelsOf(trace, "en", language);
    expect(labels.error("ECONNREFUSED", trace.hosts[0]?.errors)).toBe("WSAECONNREFUSED");
    expect(labels.call({ op: "receive" }, { ok: false, errno: "ECONNRESET" }, "winsock")).toEqual([
      "recv()",
      "→ WSAECONNRESET",
    ]);
    const asked = trace.entries.findIndex(({ move }) => move.type === "call" && move.call.op === "get error");
    const { text } = stepView(trace, asked, "ko", language, { numbers: "relative" });
    expect(text).toContain("`WSAETIMEDOUT`");
  });

  it("which are not errno with WSA before it have their own", () => {
    const say = (errno: "EAGAIN" | "EINPROGRESS" | "EPIPE" | "EADDRNOTAVAIL") =>
      labelsOf(windows(), "en", language).call(
        { op: "connect", to: { ip: "", port: 1 } },
        { ok: false, errno },
        "winsock",
      )[1];
    expect(say("EPIPE")).toBe("→ WSAESHUTDOWN");
    expect(say("EADDRNOTAVAIL")).toBe("→ WSAEADDRINUSE");
    expect(en(windows())).toContain("connect(10.0.0.2:80) = WSAEWOULDBLOCK");
  });

  it("elsewhere keep POSIX's", () => {
    for (const os of ["rfc", "linux", "freebsd", "macos"] as const) {
      expect(en(runOf("unanswered", { os }))).not.toContain("WSA");
    }
  });
});

describe("a step's title", () => {
  it.each([
    ["isn-prediction", "위조된 ACK 세그먼트 도착", "the forged ACK reaches the server"],
    [
      "note-isn-100-200",
      "지연된 중복 데이터 세그먼트 도착",
      "the old duplicate data segment reaches the server",
    ],
    ["last-ack-lost", "재전송된 FIN,ACK 세그먼트 도착", "the retransmitted FIN,ACK reaches the client"],
    ["old-segment", "중복된 데이터 세그먼트 도착", "the duplicate data segment reaches the server"],
    ["corrupt-data", "손상된 데이터 세그먼트 도착", "the corrupted data segment reaches the server"],
  ])("of %s says what is odd about the segment", (id, ko, english) => {
    const trace = runOf(id);
    const titles = LOCALES.map((locale) =>
      trace.entries
        .map(({ n }) => stepView(trace, n, locale, language, { numbers: "relative" }).title)
        .join("\n"),
    );
    expect(titles.join("\n")).toContain(ko);
    expect(titles.join("\n")).toContain(english);
  });
});

describe("the ACK of a FIN on Linux", () => {
  it("waits for the next tick where no text has come, and says why it is not the usual delay", () => {
    const told = tell(runOf("close-wait-leak"), "en", language, { numbers: "relative", why: true }).join(
      "\n",
    );
    expect(told).toContain("the ACK leaves at the next timer tick (4 ms at 250 Hz)");
    expect(told).not.toContain("The ACK may wait for up to 4 ms");
  });
});

describe("an ACK from before all that was acknowledged", () => {
  it("is told with the number that Linux compares, not with a window that it fits", () => {
    const told = tell(runOf("note-isn-100-200", { os: "linux" }), "en", language, {
      numbers: "absolute",
      why: true,
    }).join("\n");
    expect(told).toContain(
      "SEG.ACK 301 lies further below SND.UNA 401 than all that this connection ever had",
    );
    expect(told).not.toContain("MAX.SND.WND 64240");
  });
});
