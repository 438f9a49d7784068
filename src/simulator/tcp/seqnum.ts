/**
 * Sequence numbers: RFC 9293 §3.4. All arithmetic is modulo 2^32, so `<` and `+` must never be used on them.
 *
 * "Less than" is the sign of the 32-bit difference. It is no total order: of two numbers exactly 2^31 apart each
 * is less than the other. TCP never compares such numbers, because windows are far smaller.
 */
export type SeqNum = number & { readonly brand: "SeqNum" };

/** Any number, taken modulo 2^32. */
export const seqNum = (n: number): SeqNum => (n >>> 0) as SeqNum;
export const add = (a: SeqNum, n: number): SeqNum => ((a + n) >>> 0) as SeqNum;
/** `a - b` as a signed 32-bit number: how far `a` lies after `b`. */
export const distance = (a: SeqNum, b: SeqNum): number => (a - b) | 0;

export const lt = (a: SeqNum, b: SeqNum): boolean => ((a - b) | 0) < 0;
export const le = (a: SeqNum, b: SeqNum): boolean => ((a - b) | 0) <= 0;
export const gt = (a: SeqNum, b: SeqNum): boolean => ((a - b) | 0) > 0;
export const ge = (a: SeqNum, b: SeqNum): boolean => ((a - b) | 0) >= 0;

/** `low =< n < low + size`, the form of every window test in §3.4. */
export const inWindow = (n: SeqNum, low: SeqNum, size: number): boolean => (n - low) >>> 0 < size;
