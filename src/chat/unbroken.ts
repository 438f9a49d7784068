/** Text as a screen may wrap it. */

const CODE = /(```[\s\S]*?```|`[^`\n]*`)/u;
const AMOUNT = /(?<=\d) (?=(?:ms|s|min|h|octets?)(?![\p{L}\d]))/gu;
const NO_BREAK_SPACE = "\u00A0";

/** No line ends between a number and its unit; code stays as it is, to be copied. */
export const unbroken = (text: string): string =>
  text
    .split(CODE)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(AMOUNT, NO_BREAK_SPACE)))
    .join("");
