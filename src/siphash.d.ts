// siphash ships without types. SipHash-2-4; the key is four 32-bit words, low word first.
declare module "siphash" {
  const siphash: {
    hash(key: Uint32Array, message: string | Uint8Array): { h: number; l: number };
    hash_hex(key: Uint32Array, message: string | Uint8Array): string;
    hash_uint(key: Uint32Array, message: string | Uint8Array): number;
    string16_to_key(text: string): Uint32Array;
    string_to_u8(text: string): Uint8Array;
  };
  export default siphash;
}
