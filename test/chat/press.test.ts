import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, type Presser, saying, seal, unseal } from "../../src/chat/press.ts";
import { SECRET } from "./sample-bot.ts";

const word = fc.string({ unit: "binary", maxLength: 10 });
const press = fc.record({
  command: fc.stringMatching(/^[a-z][a-z-]{0,9}$/u),
  verb: fc.stringMatching(/^[a-z][a-z-]{0,9}$/u),
  args: fc.array(word, { maxLength: 3 }),
});
const sealable = press.filter(fits);
const mina: Presser = { asker: "web:mina" };

describe("a sealed press", () => {
  it("comes back as it was, for anybody where it is public", () => {
    fc.assert(
      fc.property(sealable, fc.string(), (given, anybody) => {
        const id = seal(given, "public", SECRET);
        expect(id.length).toBeLessThanOrEqual(100);
        expect(id).not.toMatch(/\p{Cc}/u);
        expect(unseal(id, anybody, SECRET)).toEqual({ ok: true, press: given, by: "public" });
      }),
    );
  });

  it("comes back to its asker alone where it is private", () => {
    fc.assert(
      fc.property(sealable, fc.string(), (given, other) => {
        const id = seal(given, mina, SECRET);
        expect(unseal(id, "web:mina", SECRET)).toEqual({ ok: true, press: given, by: mina });
        fc.pre(other !== "web:mina");
        expect(unseal(id, other, SECRET)).toEqual({ ok: false, why: "not yours" });
      }),
    );
  });

  it("is refused with any one character changed, added or lost", () => {
    fc.assert(
      fc.property(sealable, fc.nat(), fc.string({ minLength: 0, maxLength: 2 }), (given, at, put) => {
        const id = seal(given, "public", SECRET);
        const place = at % id.length;
        const altered = id.slice(0, place) + put + id.slice(place + 1);
        fc.pre(altered !== id);
        expect(unseal(altered, "web:mina", SECRET).ok).toBe(false);
      }),
    );
  });

  it("is refused by another installation, and works again after a restart of its own", () => {
    const id = seal({ command: "sample", verb: "step", args: ["1"] }, "public", SECRET);
    expect(unseal(id, "x", Uint8Array.from(SECRET)).ok).toBe(true);
    expect(unseal(id, "x", new Uint8Array(32)).ok).toBe(false);
  });

  it("cannot be passed from public to private or back", () => {
    const id = seal({ command: "sample", verb: "step", args: [] }, "public", SECRET);
    expect(unseal(id.replace(/\|p([^|]+)$/u, "|a$1"), "web:mina", SECRET).ok).toBe(false);
  });

  it.each([
    "",
    "|",
    "v1",
    "v1|sample|step",
    "v1|sample|step|1|",
    "v1|sample|step|1|p",
    "x".repeat(101),
    "v1|sample|say|draw|pAAAAAAAAAAAA",
  ])("nobody issued is refused: %j", (id) => expect(unseal(id, "web:mina", SECRET).ok).toBe(false));

  it("too long for the narrowest platform is a bug", () => {
    const long = { command: "sample", verb: "step", args: ["x".repeat(90)] };
    expect(fits(long)).toBe(false);
    expect(() => seal(long, "public", SECRET)).toThrow("at most 100");
  });

  it("runs a whole command", () => {
    expect(saying("/sample draw size=80 public")).toEqual({
      command: "sample",
      verb: "say",
      args: ["draw size=80 public"],
    });
    expect(saying("/help")).toEqual({ command: "help", verb: "say", args: [""] });
  });
});
