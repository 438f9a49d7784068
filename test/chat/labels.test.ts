/** Buttons that mend a command: their labels are cut where they are alike, so that nobody has to guess which is which. */
import { describe, expect, it } from "vitest";
import { labelsOf } from "../../src/chat/labels.ts";
import { BUTTON_LABEL } from "../../src/chat/limits.ts";

const LONG = "/handshake run syn-lost rtt=80 seed=7 loss=10 public=true";

describe("labels of commands", () => {
  it("leaves those alone that have room", () => {
    const texts = ["/handshake run syn-lost", "/handshake run syn-ack-lost"];
    expect(labelsOf(texts)).toEqual(texts);
  });

  it("shows what differs where that stands behind the room", () => {
    const texts = ["random", "clock", "zero"].map((isn) => `${LONG} isn=${isn}`);
    expect(labelsOf(texts)).toEqual([
      "/handshake run … isn=random",
      "/handshake run … isn=clock",
      "/handshake run … isn=zero",
    ]);
  });

  it("says that more follows behind what differs", () => {
    const texts = ["random", "clock"].map((isn) => `${LONG} isn=${isn} profile=linux`);
    expect(labelsOf(texts)).toEqual(["/handshake run … isn=random…", "/handshake run … isn=clock…"]);
  });

  it("cuts at the end what differs before it", () => {
    const texts = ["run", "predict"].map((name) => `/handshake ${name} syn-lost rtt=80 seed=7 public=true`);
    expect(labelsOf(texts)).toEqual([
      "/handshake run syn-lost rtt=80 seed=7 p…",
      "/handshake predict syn-lost rtt=80 seed…",
    ]);
  });

  it("never gives two texts one label, nor one that is too long", () => {
    const word = "가".repeat(60);
    const sets = [
      [`/a b ${word}x`, `/a b ${word}y`],
      [`${LONG} isn=random`, LONG, `${LONG} isn=clock`],
      [`/${word} one two three`, `/${word} one two four`],
    ];
    for (const texts of sets) {
      const labels = labelsOf(texts);
      expect(new Set(labels).size).toBe(texts.length);
      for (const label of labels) expect([...label].length).toBeLessThanOrEqual(BUTTON_LABEL);
    }
  });
});
