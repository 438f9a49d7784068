/** Whatever people may write where a picture shows it. */
import fc from "fast-check";

/** Of each kind that is written or drawn in its own way: a table of all graphemes takes longer than all the pictures. */
const GRAPHEMES = [
  ..."a W é ﬁ ß İ 한 漢 ｱ م א Ω ∑ → 😀 👩‍👩‍👧‍👦 🏳️‍🌈 🇰🇷 👍🏽 1️⃣ ก็ क्षि".split(" "),
  ...[" ", "e\u0301", "\u1112\u1161\u11ab", "\u200d", "\u00ad", "\u{1d54f}", "\u{e0001}"],
];

/** Any character at all, and half of one. The library's own table of them takes as long, and a hundred megabytes. */
const anyCharacter = fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code));

export const oddText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(anyCharacter, { maxLength }).map((letters) => letters.join("")),
    fc.string({ unit: fc.constantFrom(...GRAPHEMES), maxLength }),
    fc.constantFrom(
      "👩‍👩‍👧‍👦".repeat(40),
      "\u202Eمرحبا بالعالم",
      "e\u0301\u0323".repeat(80),
      "\u0000\u001b[31m\n\t",
      "각".repeat(200),
      "\ud800",
    ),
  );
