/** What a received segment costs Linux: its buffers count memory, of which a segment takes more than its octets. */

const HEADERS = 360;
const DESCRIPTOR = 256;

/** Data, headers and bookkeeping come from the next power of two, and the descriptor takes 256 octets. */
export const memoryOf = (octets: number): number => 2 ** Math.ceil(Math.log2(octets + HEADERS)) + DESCRIPTOR;
